import { describe, expect, it } from 'vitest';
import { readArguments, WrongUsage } from './arguments';
import { userDataFolder } from './places';

describe('what is typed behind chatkeep', () => {
  it.each([
    [[], 'serve', undefined],
    [['--port', '80', '--open'], 'serve', undefined],
    [['backup', 'a b.db'], 'backup', 'a b.db'],
    [['--data=x', 'export'], 'export', undefined],
    [['import', '-', '--duplicates', 'replace'], 'import', '-'],
    [['export', '--', '-file'], 'export', '-file'],
    [['-h'], 'serve', undefined],
    [['token', 'list'], 'token', 'list'],
    [['help'], 'serve', undefined],
  ])('%j is read', (args, command, operand) => {
    expect(readArguments(args)).toMatchObject({
      command,
      operands: operand === undefined ? [] : [operand],
    });
  });

  it.each([
    [['bakcup', 'x'], "no command 'bakcup'"],
    [['constructor'], "no command 'constructor'"],
    [['backup', 'a', 'b'], "'b' is one word too many"],
    [['token', 'add', 'a', 'b'], "'b' is one word too many"],
    [['doctor', 'all'], "takes no 'all'"],
    [['--prot', '80'], "Unknown option '--prot'"],
    [['--port'], "'--port <value>' argument missing"],
    [['--open=yes'], "'--open' does not take an argument"],
    [['backup', 'a', '--format', 'csv'], "'backup' takes no --format"],
    [['doctor', '--open'], "'doctor' takes no --open"],
    [['--port', '80', '--port', '81'], '--port is there twice'],
    [['--open', '--open'], '--open is there twice'],
    [['export', '--format', 'CSV'], "--format is jsonl or csv or chat, not 'CSV'"],
    [['import', 'x', '--duplicates', 'no'], "--duplicates is skip or replace, not 'no'"],
    [['--data='], '--data is empty'],
    [['--host', ''], '--host is empty'],
    [['backup', ''], "What stands behind 'backup' is empty"],
    [['--data', '~x/y'], '--data must name its folder'],
    [['--data', 'file:x'], '--data must be a path'],
    [['--data', 'a\nb'], '--data has characters in it that nobody sees'],
  ])('%j is refused, and the fault is named', (args, message) => {
    expect(() => readArguments(args)).toThrow(WrongUsage);
    expect(() => readArguments(args)).toThrow(message);
  });
});

describe('the data of a user', () => {
  it.each([
    ['linux', {}, '/home/me/.local/share/chatkeep'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/chatkeep'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/me/.local/share/chatkeep'],
    ['freebsd', { XDG_DATA_HOME: '' }, '/home/me/.local/share/chatkeep'],
    ['darwin', {}, '/home/me/Library/Application Support/Chatkeep'],
  ] as const)('on %s with %j lie in %s', (platform, environment, folder) => {
    expect(userDataFolder({ platform, home: '/home/me', environment })).toBe(folder);
  });
});
