import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startApp } from '../testing/start-app';
import { temporaryFolder } from '../testing/temporary-folder';
import { withoutBase } from './base-path';

describe('a target below the base path', () => {
  it.each([
    ['/chatkeep', '/'],
    ['/chatkeep/', '/'],
    ['/chatkeep?from=a', '/?from=a'],
    ['/chatkeep/v1/models', '/v1/models'],
    ['/v1/models', '/v1/models'],
    ['/chatkeeper', '/chatkeeper'],
    ['/chatkeep/chatkeep/x', '/chatkeep/x'],
  ])('%s is %s', (url, meant) => {
    expect(withoutBase(url, '/chatkeep')).toBe(meant);
  });
});

const PAGE = `<!doctype html><head><script src="/theme.js"></script>
<link rel="stylesheet" href="/assets/a.css" /><a href="https://example.org/">x</a></head>`;

async function started(env: Record<string, string>) {
  const webRoot = temporaryFolder();
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'index.html'), PAGE);
  writeFileSync(join(webRoot, 'assets', 'a.css'), 'a {}');
  const server = await startApp({ env, webRoot, listen: true });
  onTestFinished(() => server.close());
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { headers });
  return { get, server };
}

describe('the page', () => {
  it('loads everything from below the base path, which is the API’s too', async () => {
    const { get } = await started({ BASE_PATH: '/chatkeep' });
    // A proxy that passes the path on whole, one that cuts it off, and any depth.
    for (const path of [
      '/chatkeep',
      '/chatkeep/index.html',
      '/chatkeep/completions/a',
      '/',
      '/completions/a',
    ]) {
      const page = await (await get(path)).text();
      expect(page).toContain('<meta name="base-path" content="/chatkeep" />');
      expect(page).toContain('src="/chatkeep/theme.js"');
      expect(page).toContain('href="/chatkeep/assets/a.css"');
      expect(page).toContain('href="https://example.org/"');
    }
    const style = await get('/chatkeep/assets/a.css');
    expect(style.headers.get('cache-control')).toContain('immutable');
    expect(await (await get('/chatkeep/api/server')).json()).toMatchObject({ database: 'sqlite' });
    expect((await get('/chatkeep/v1/models')).status).toBe(200);
    expect(await (await get('/chatkeep/readyz')).text()).toBe('ok');
    expect((await get('/chatkeep/assets/none.js')).status).toBe(404);
  });

  it('takes the prefix from a proxy that is trusted, and from nobody else', async () => {
    const trusting = await started({ TRUSTED_PROXIES: '127.0.0.1' });
    const prefixed = { 'x-forwarded-prefix': '/tools/chatkeep/' };
    const page = await (await trusting.get('/', prefixed)).text();
    expect(page).toContain('href="/tools/chatkeep/assets/a.css"');
    for (const bad of ['//evil.example', '/a"><script>', 'https://evil.example', '/a//b', '/a/%2e'])
      expect(await (await trusting.get('/', { 'x-forwarded-prefix': bad })).text()).toBe(PAGE);
    const alone = await started({});
    expect(await (await alone.get('/', prefixed)).text()).toBe(PAGE);
  });

  it('is guarded there as well: by its token and by its hosts', async () => {
    const { get } = await started({ BASE_PATH: '/chatkeep', ACCESS_TOKEN: 'a-long-access-token' });
    expect((await get('/chatkeep/api/server')).status).toBe(401);
    expect((await get('/chatkeep/v1/models')).status).toBe(401);
    expect((await get('/chatkeep/api/server', { origin: 'http://evil.example' })).status).toBe(403);
  });
});
