import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startError } from './start-error';
import { openStore } from '../store/open-store';
import { temporaryFolder } from '../testing/temporary-folder';

/** What a start with this database says. */
async function refusal(url: string): Promise<string> {
  return openStore(url).then(
    () => 'started',
    (error: unknown) => startError(error),
  );
}

it('says why a database does not answer, and never its password', async () => {
  const url = (host: string) => `postgres://someone:canary@${host}/x`;
  expect(await refusal(url('127.0.0.1:1'))).toContain('connection refused (127.0.0.1:1)');
  expect(await refusal(url('localhost:1'))).toContain('connection refused');
  expect(await refusal(url('no-such-host.invalid'))).toContain('no-such-host.invalid is not known');
  for (const host of ['127.0.0.1:1', 'no-such-host.invalid', '[::1', '127.0.0.1:99999'])
    expect(await refusal(url(host))).not.toMatch(/canary|cannot do this now/);
});

it('says why a file cannot be one', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  expect(await refusal(`file:${join(folder, 'file', 'x.db')}`)).toMatch(
    /^The database cannot be used: there is a file where .* needs a folder\. Choose another place\.$/,
  );
});

it('says that the port is taken, and what to do', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  // A listening TCP server has an address with a port.
  const { port } = taken.address() as AddressInfo;
  const [error] = (await once(createServer().listen(port, '127.0.0.1'), 'error')) as [Error];
  expect(startError(error)).toBe(
    `Another program listens on 127.0.0.1:${port}. Stop it, or set PORT to another one.`,
  );
});

describe('what the system refuses is a sentence', () => {
  it.each([
    ['none', /^There is no .*none\.$/],
    ['.', / is a folder, not a file\.$/],
    ['file/below', /^There is a file where .*file.below needs a folder\. /],
    ['x'.repeat(5_000), /^The name is too long: /],
  ])('%.20s', (name, words) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    try {
      readFileSync(join(folder, name));
      expect.unreachable();
    } catch (error) {
      expect(startError(error)).toMatch(words);
    }
  });

  it.each([
    [{ code: 'EACCES', path: '/x' }, 'This user may not use /x. Give it the rights (chown'],
    [{ code: 'EACCES', syscall: 'listen', address: '127.0.0.1', port: 80 }, 'Set PORT to 1024'],
    [{ code: 'EROFS', path: '/x' }, '/x is on a disk that cannot be written to.'],
    [{ code: 'EPROTO' }, 'What answers there speaks no TLS'],
  ])('%j', (members, words) => {
    expect(startError(Object.assign(new Error('raw'), members))).toContain(words);
  });
});
