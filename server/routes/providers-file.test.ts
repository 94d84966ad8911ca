import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProviderList } from '#contract/wire/providers';
import {
  addProvider,
  askProviders,
  doneIn,
  listProviders,
  providersPath,
  savedProviders,
  startUntilEnd,
} from '../testing/providers';
import { smallDisk } from '../testing/small-disk';
import { HOST } from '../testing/transfer';

const mine = () => ({ name: 'mine', baseUrl: 'https://a.example/v1', apiKey: 'sk-canary-0123' });

describe('the providers file', () => {
  it('is not written over what changed meanwhile, by hand or by another', async () => {
    const server = await startUntilEnd();
    const version = (await listProviders(server)).version;
    const post = (body: object, from: string) =>
      askProviders(server, '/api/providers', { method: 'POST', body, version: from });
    const both = await Promise.all([
      post({ ...mine(), name: 'a' }, version),
      post({ ...mine(), name: 'b' }, version),
    ]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 412]));
    expect(Object.keys(savedProviders(server))).toHaveLength(1);

    const now = (await listProviders(server)).version;
    writeFileSync(
      providersPath(server),
      '{"providers":{"byhand":{"baseURL":"https://h.example/v1"}}}',
    );
    expect(await listProviders(server)).toMatchObject({ changed: true, version: now });
    expect((await post(mine(), now)).status).toBe(412);
    expect(readFileSync(providersPath(server), 'utf8')).toContain('byhand');
    const read = await askProviders<ProviderList>(server, '/api/providers-file/read', {
      method: 'POST',
    });
    expect(read.body.changed).toBe(false);
    expect(read.body.data.map(({ name }) => name)).toContain('byhand');
    expect((await post(mine(), read.body.version)).status).toBe(201);
  });

  it('is not written while another server writes it, nor by a version that is not named', async () => {
    const server = await startUntilEnd();
    const lock = join(server.folder, '.AIProviders.json.new');
    writeFileSync(lock, 'half');
    expect((await addProvider(server, mine())).status).toBe(412);
    expect(readFileSync(lock, 'utf8')).toBe('half');
    const old = Date.now() / 1_000 - 60;
    utimesSync(lock, old, old);
    expect((await addProvider(server, mine())).status).toBe(201);
    for (const header of ['', '*', 'W/"x"', 'x']) {
      const answer = await server.app.inject({
        method: 'DELETE',
        url: '/api/providers/mine',
        headers: { ...HOST, 'if-match': header },
      });
      expect(answer.statusCode).toBe(428);
    }
  });

  it('that is broken is left alone, without its path or its text in the answer', async () => {
    const server = await startUntilEnd();
    for (const text of ['{"providers": sk-canary', '[]', '{"providers": []}']) {
      writeFileSync(providersPath(server), text);
      const read = await askProviders(server, '/api/providers-file/read', { method: 'POST' });
      expect(read).toMatchObject({
        status: 409,
        body: { error: { code: 'invalid_providers_file' } },
      });
      expect(read.text).not.toMatch(/canary|chatkeep-test/);
      expect((await addProvider(server, mine())).status).toBe(412);
      expect(readFileSync(providersPath(server), 'utf8')).toBe(text);
    }
  });

  it('stays a link, and what it leads to is written', async () => {
    const server = await startUntilEnd();
    mkdirSync(join(server.folder, 'real'));
    const real = join(server.folder, 'real', 'p.json');
    writeFileSync(real, '{}');
    rmSync(providersPath(server), { force: true });
    symlinkSync(real, providersPath(server));
    await askProviders(server, '/api/providers-file/read', { method: 'POST' });
    expect((await addProvider(server, mine())).status).toBe(201);
    expect(lstatSync(providersPath(server)).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toContain('mine');
  });

  it('in a place that cannot be written is a clear refusal, and no line of the log', async () => {
    const server = await startUntilEnd();
    mkdirSync(join(server.folder, '.AIProviders.json.new'));
    const old = Date.now() / 1_000 - 60;
    utimesSync(join(server.folder, '.AIProviders.json.new'), old, old);
    const answer = await addProvider(server, mine());
    expect(answer).toMatchObject({
      status: 409,
      body: { error: { code: 'providers_file_not_writable' } },
    });
    expect(answer.text).not.toContain('chatkeep-test');
    expect(await doneIn(server)).toEqual([]);
    expect((await listProviders(server)).data.map(({ name }) => name)).toEqual(['demo']);
  });

  it.runIf(process.getuid?.() !== 0)(
    'in a folder without the right to write is one too',
    async () => {
      const server = await startUntilEnd();
      chmodSync(server.folder, 0o500);
      onTestFinished(() => chmodSync(server.folder, 0o700));
      expect((await addProvider(server, mine())).body.error.code).toBe(
        'providers_file_not_writable',
      );
    },
  );

  it('on a full disk stays as it was', async () => {
    const disk = smallDisk(1);
    if (disk === null) return;
    onTestFinished(() => disk.remove());
    const path = join(disk.folder, 'p.json');
    writeFileSync(path, '{"models":{}}');
    const server = await startUntilEnd({ env: { PROVIDERS_FILE: path } });
    disk.fill();
    expect((await addProvider(server, mine())).text).toContain('the disk is full');
    expect(readFileSync(path, 'utf8')).toBe('{"models":{}}');
    expect(readdirSync(disk.folder)).not.toContain('.p.json.new');
  });
});
