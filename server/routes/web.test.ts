import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../testing/raw-request';
import { startApp, type TestApp } from '../testing/start-app';

let folder: string;
let server: TestApp;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chatkeep-web-'));
  mkdirSync(join(folder, 'assets'));
  mkdirSync(join(folder, '.vite'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>desk</title>');
  writeFileSync(join(folder, 'index.html.br'), 'packed');
  writeFileSync(join(folder, 'theme.js'), 'theme()');
  writeFileSync(join(folder, 'theme.js.br'), 'packed');
  writeFileSync(join(folder, 'theme.js.gz'), 'zipped');
  writeFileSync(join(folder, 'assets', 'app-1.js'), 'app()');
  writeFileSync(join(folder, '.vite', 'manifest.json'), 'canary');
  server = await startApp({ listen: true, webRoot: folder });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function get(
  target: string,
  method = 'GET',
  host = new URL(server.url).host,
  accepted = 'identity',
) {
  const head = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    `Accept-Encoding: ${accepted}`,
    'Connection: close\r\n\r\n',
  ].join('\r\n');
  return rawRequest(server.url, head);
}

it('a page is sent without a warning in the log', async () => {
  const warnings: string[] = [];
  const listen = ({ message }: Error) => warnings.push(message);
  process.on('warning', listen);
  await get('/completions');
  // Node tells of warnings in the next turn.
  await new Promise(setImmediate);
  process.off('warning', listen);
  expect(warnings).toEqual([]);
});

it('what reads the table wakes with the first page, and only then', async () => {
  let asked = 0;
  const another = await startApp({
    listen: true,
    webRoot: folder,
    store: (store) => ({
      ...store,
      newestPosition: () => {
        asked += 1;
        return store.newestPosition();
      },
    }),
  });
  const seen: number[] = [];
  for (const path of ['/healthz', '/assets/app-1.js', '/completions', '/']) {
    await fetch(new URL(path, another.url));
    seen.push(asked);
  }
  await another.close();
  expect(seen).toEqual([0, 0, 1, 1]);
});

describe('an address of the dashboard', () => {
  it.each([
    '/',
    '/?compare',
    '/index.html',
    '/completions?q=foo.bar',
    '/completions?model=gpt-5.1',
    '/completions?model=gpt-5.1&metadata[a.b]=c.d',
    '/completions?q=100%',
    '/completions?q=%E0%A4%A.js',
    '/completions/resp.1.json',
    '/completions/a.b',
    '/completions/model.br',
    '/completions/.hidden',
    '/completions/100%',
    '/completions/%E0%A4%A',
    '/completions/50%25.off',
    '/completions/%F0%9F%9A%8B.tram',
    '/completions/a%2Fb.c',
    '/completions/..%2Fapi',
    `/completions/${'x'.repeat(1_000)}.js`,
    '/review?peek=a.b',
    '/review?peek=/v1/models',
    '/compare?a=x.1&b=y.2',
    '/settings/data/jobs?after=c.1',
    '/apiary.html',
    '/v1.0',
    '/nowhere.txt',
  ])('answers with the page: %s', async (target) => {
    const answer = await get(target);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('desk');
    expect((await get(target, 'HEAD')).status).toBe(200);
  });

  it.each([
    '/api/x',
    '/api/x.html',
    '/api/',
    '/api',
    '/v1/x.js',
    '/v1',
    '/%61pi/x',
    '/%76%31/x.y',
    '/API/x',
    '//api/x',
    '/metrics/',
    '/healthz',
    '/livez/x',
    '/readyz/',
  ])('is no address of the API: %s', async (target) => {
    const answer = await get(target);
    expect(answer.status).toBe(404);
    expect(answer.body).toContain('"error"');
    expect(answer.body).not.toContain('desk');
  });

  it('is only read', async () => {
    for (const method of ['POST', 'DELETE', 'PUT']) {
      expect((await get('/completions/a.b', method)).status).toBe(404);
    }
  });

  it('is answered to the own host alone, however it is spelt', async () => {
    for (const target of ['/completions/100%', '/completions?q=a.b', '/assets/app-1.js']) {
      expect((await get(target, 'GET', 'evil.example')).status).toBe(403);
    }
  });
});

describe('a file of the dashboard', () => {
  it('is served as it is', async () => {
    expect((await get('/assets/app-1.js')).body).toContain('app()');
    expect((await get('/theme.js')).body).toContain('theme()');
  });

  it.each([
    ['br, gzip', 'packed'],
    ['gzip', 'zipped'],
    ['identity', 'theme()'],
  ])('is served as it was packed by the build: %s', async (accepted, body) => {
    const answer = await get('/theme.js', 'GET', new URL(server.url).host, accepted);
    expect(answer.body).toContain(body);
  });

  it.each([
    // Of a release that is gone: a script must not become a page.
    '/assets/app-0.js',
    '/assets/app-0.js?v=1',
    '/assets/100%.js',
    '/assets',
    '/.vite/manifest.json',
    '/%2evite/manifest.json',
    '/.env',
    '/.well-known/security.txt',
    '/theme.js.br',
    '/theme.js.gz',
    '/index.html.br',
  ])('is not: %s', async (target) => {
    const answer = await get(target);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toMatch(/desk|canary|packed|zipped/);
  });
});
