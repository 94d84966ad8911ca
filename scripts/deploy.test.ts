import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from '../server/config';
import { EXIT_CODES } from '../server/start/start-cause';
import { temporaryFolder } from '../server/testing/temporary-folder';
import { envOf, execForm, readDockerfile } from './container/dockerfile';

const compose = readFileSync('compose.yaml', 'utf8');
const unit = readFileSync('deploy/chatkeep.service', 'utf8');
const stages = readDockerfile(readFileSync('Dockerfile', 'utf8'));
const all = (name: string) =>
  stages.at(-1)?.steps.flatMap((step) => (step.name === name ? [step.rest] : [])) ?? [];
const setting = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? '';
const seconds = readConfig({}, '1').drainTimeout / 1_000;

it('the image is built in stages, writes in its volume alone, and runs Node as another user', () => {
  expect(stages).toHaveLength(2);
  expect(stages[1]?.steps.filter(({ name }) => name === 'COPY')).toSatisfy(
    (copies: { rest: string }[]) => copies.every(({ rest }) => rest.startsWith('--from=build ')),
  );
  const env = Object.assign({}, ...all('ENV').map(envOf)) as Record<string, string>;
  expect(all('VOLUME')).toEqual([env['DATA_DIR']]);
  expect(all('USER')).toEqual(['node']);
  expect(all('CMD').map(execForm)).toEqual([
    ['node', '--max-semi-space-size=4', 'bin/chatkeep.mjs'],
  ]);
  expect(all('HEALTHCHECK').join()).toMatch(/PORT\}\/readyz`/);
});

it('the image has settings that are read, once it is told who may ask', () => {
  const env = Object.assign({}, ...all('ENV').map(envOf)) as Record<string, string>;
  expect(() => readConfig(env, '1')).toThrow(/ACCESS_TOKEN: .*\n.*ALLOWED_HOSTS: /);
  const told = { ...env, ACCESS_TOKEN: 'x'.repeat(32), ALLOWED_HOSTS: 'chat.example.org' };
  expect(readConfig(told, '1')).toMatchObject({ host: '0.0.0.0', port: 4242, dataFolder: '/data' });
});

it('all ways to start have few arenas of memory, however many threads there are', () => {
  const { start } = (
    JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } }
  ).scripts;
  for (const said of [start, all('ENV').join(' '), unit])
    expect(said).toMatch(/\bMALLOC_ARENA_MAX=2\b/);
});

it.each([
  ['compose', Number(/stop_grace_period: (\d+)s/.exec(compose)?.[1])],
  ['systemd', Number(setting('TimeoutStopSec'))],
])('%s waits for longer than running answers may take to end', (_, grace) => {
  expect(grace).toBeGreaterThan(seconds);
  expect(grace).toBeLessThanOrEqual(30);
});

it('compose closes the root, and hands secrets over as files that are read', () => {
  const service = /^ {2}chatkeep:\n((?: {4}.*\n)+)/m.exec(compose)?.[1] ?? '';
  for (const line of ['read_only: true', 'tmpfs: [/tmp]', 'cap_drop: [ALL]', "['chatkeep:/data']"])
    expect(service).toContain(line);
  const folder = temporaryFolder();
  const values = {
    'access-token': 'x'.repeat(32),
    'database-url': 'postgres://chatkeep:a@database/x',
  };
  const environment: NodeJS.ProcessEnv = { HOST: '0.0.0.0', ALLOWED_HOSTS: 'chat.example.org' };
  for (const [, name = '', secret = ''] of service.matchAll(/(\w+_FILE): \/run\/secrets\/(\S+)/g)) {
    environment[name] = join(folder, secret);
    writeFileSync(environment[name] ?? '', values[secret as keyof typeof values]);
    expect(compose).toContain(`\n  ${secret}: { file: secrets/${secret} }`);
  }
  expect(readConfig(environment, '1')).toMatchObject({
    accessToken: values['access-token'],
    database: { kind: 'postgres', url: values['database-url'] },
  });
});

it('the unit is started again but for what somebody has to change first', () => {
  const codes = setting('RestartPreventExitStatus').split(' ').map(Number);
  const { noServer, diskFull, inUse, ...others } = EXIT_CODES;
  expect(codes).toEqual(Object.values(others).toSorted((a, b) => a - b));
  expect([noServer, diskFull, inUse]).toHaveLength(3);
});

it('the unit keeps data where the server looks for it', () => {
  const [, folder] = setting('Environment').split('=');
  expect(folder).toBe(`/var/lib/${setting('StateDirectory')}`);
  expect(setting('StateDirectoryMode')).toBe('0700');
});

const hasVerify = spawnSync('systemd-analyze', ['--version']).status === 0;

it.skipIf(!hasVerify)('systemd finds nothing wrong with the unit', () => {
  const file = join(temporaryFolder(), 'chatkeep.service');
  const said = (text: string) => {
    writeFileSync(file, text);
    const { stderr, status } = spawnSync('systemd-analyze', ['verify', '--man=no', file]);
    return [String(stderr), status];
  };
  expect(said(unit)).toEqual(['', 0]);
  expect(said(unit.replace('ProtectHome=yes', 'ProtectHome=perhaps'))[0]).toContain('protect home');
  expect(said(unit.replace('UMask', 'UMasc'))[0]).toContain('UMasc');
});
