import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { completion, scriptedProvider, sendJson } from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';
import { startApp } from '../testing/start-app';

const log: string[] = [];
const at = useServer((upstream) => ({
  providers: [scriptedProvider(upstream, { name: 'kept', stored: true })],
  listen: true,
  log: (line) => log.push(line),
}));

beforeAll(async () => {
  at.upstream.script((response) => sendJson(response, completion('canary-answer')));
});

function raw(headers: string[], path = '/v1/models', method = 'GET'): Promise<number> {
  const { port } = new URL(at.server.url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: '127.0.0.1', path, method, setHost: false, headers },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

describe('who may ask', () => {
  it('answers for its own host names only, on every route', async () => {
    const { port } = new URL(at.server.url);
    for (const path of ['/', '/v1/models', '/api/server', '/assets/x.js']) {
      for (const host of [
        'evil.example',
        `127.0.0.1.evil.example:${port}`,
        '127.0.0.1:1',
        '127.0.0.1',
      ]) {
        expect(await raw(['Host', host], path)).toBe(403);
      }
    }
    for (const host of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) {
      expect(await raw(['Host', `${host}:${port}`])).toBe(200);
    }
  });

  it('believes no second Host header', async () => {
    const { port } = new URL(at.server.url);
    const own = `127.0.0.1:${port}`;
    expect(await raw(['Host', own, 'Host', 'evil.example'])).not.toBe(200);
  });

  it.each([
    ['a page of another site', ['Origin', 'https://evil.example'], 403],
    ['a page on another port', ['Origin', 'http://127.0.0.1:1'], 403],
    ['a sandboxed frame', ['Origin', 'null'], 403],
    [
      'a script tag of another site',
      ['Sec-Fetch-Site', 'cross-site', 'Sec-Fetch-Dest', 'script'],
      403,
    ],
    [
      'an image on a neighbouring page',
      ['Sec-Fetch-Site', 'same-site', 'Sec-Fetch-Dest', 'image'],
      403,
    ],
    ['its own page', ['Sec-Fetch-Site', 'same-origin', 'Sec-Fetch-Dest', 'empty'], 200],
    [
      'a navigation to an API address',
      ['Sec-Fetch-Site', 'none', 'Sec-Fetch-Dest', 'document'],
      403,
    ],
    [
      'a navigation of its own page to data',
      ['Sec-Fetch-Site', 'same-origin', 'Sec-Fetch-Dest', 'document'],
      403,
    ],
  ])('answers %s with what it deserves', async (_, headers, status) => {
    expect(await raw(['Host', new URL(at.server.url).host, ...headers])).toBe(status);
  });

  it.each(['/api/audit.csv', '/api/exports/job_none'])(
    'gives %s to its own page as a download, which is a navigation in Firefox and Safari',
    async (path) => {
      const { host } = new URL(at.server.url);
      const ask = (site: string, destination: string) =>
        raw(['Host', host, 'Sec-Fetch-Site', site, 'Sec-Fetch-Dest', destination], path);
      // As a script is answered: a file that is not there is no question of who asks.
      const found = await ask('same-origin', 'empty');
      expect(found).not.toBe(403);
      expect(await ask('same-origin', 'document')).toBe(found);
      for (const site of ['cross-site', 'same-site', 'none']) {
        expect(await ask(site, 'document'), site).toBe(403);
      }
      for (const destination of [
        'iframe',
        'embed',
        'object',
        'script',
        'image',
        'style',
        'worker',
      ]) {
        expect(await ask('same-origin', destination), destination).toBe(403);
      }
    },
  );

  it('lets pages of listed origins call and read, after a preflight, and no others', async () => {
    const origin = 'https://desk.example';
    const open = await startApp({
      env: { ALLOWED_ORIGINS: origin, ACCESS_TOKEN: 'a-long-access-token' },
    });
    const ask = (from: string, method: 'GET' | 'OPTIONS') =>
      open.app.inject({
        method,
        url: '/v1/models',
        headers: {
          origin: from,
          'access-control-request-headers': 'authorization',
          ...(method === 'GET' ? { authorization: 'Bearer a-long-access-token' } : {}),
        },
      });
    const preflight = await ask(origin, 'OPTIONS');
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['access-control-allow-headers']).toBe('authorization');
    const answer = await ask(origin, 'GET');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe(origin);
    for (const method of ['GET', 'OPTIONS'] as const) {
      const refused = await ask('https://evil.example', method);
      expect(refused.statusCode).toBe(403);
      expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
    }
    await open.close();
  });

  it('lets no browser run or frame anything of its answers', async () => {
    const answer = await fetch(`${at.server.url}/api/server`);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('lets only its own page frame the sandbox, which has a policy of its own and no network', async () => {
    const answer = await fetch(`${at.server.url}/function-sandbox.html`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox allow-scripts');
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toMatch(/connect-src|allow-same-origin|https?:/);
    // Where another server delivers the page, the policy within it is all there is.
    const page = await readFile('public/function-sandbox.html', 'utf8');
    const [, own = 'none'] = /content="(default-src[^"]+)"/.exec(page) ?? [];
    expect(policy.startsWith(own)).toBe(true);
  });

  it('needs the access token everywhere under /v1 and /api when one is set', async () => {
    const locked = await startApp({ env: { ACCESS_TOKEN: 'a-long-access-token' } });
    const tokens = [undefined, 'wrong', '"', 'x'.repeat(10_000)];
    for (const [at, token] of tokens.entries()) {
      // Another client each: who has been wrong before waits ever longer.
      const remoteAddress = `198.51.${at}.1`;
      for (const url of ['/v1/models', '/api/server', '/v1/unknown']) {
        const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
        const answer = await locked.app.inject({ url, headers, remoteAddress });
        expect(answer.statusCode).toBe(401);
      }
    }
    const headers = { authorization: 'Bearer a-long-access-token' };
    expect((await locked.app.inject({ url: '/api/server', headers })).statusCode).toBe(200);
    await locked.close();
  });
});

describe('what never leaves the server', () => {
  it('is any part of a key but its last four characters, and any content in the log', async () => {
    const answers = [
      await at.server.app.inject('/api/server'),
      await at.server.app.inject('/v1/models'),
      await at.server.app.inject('/api/providers/kept/v1/models'),
      await at.server.app.inject({
        method: 'POST',
        url: '/v1/chat/completions',
        payload: {
          model: 'kept:m',
          store: true,
          messages: [{ role: 'user', content: 'canary-prompt' }],
        },
      }),
    ];
    const seen = [...answers.map((a) => a.body + JSON.stringify(a.headers)), ...log].join('\n');
    expect(seen).toContain('…abcd');
    expect(seen).not.toContain('canary-0123');
    expect(log.join('')).not.toMatch(/canary-(prompt|answer)/);
    expect(log.join('')).toContain('"status":200');
  });
});

it('writes nothing into the log that a terminal would obey', async () => {
  const red = '\u001b[31m';
  at.upstream.script((response) => sendJson(response, { error: { message: red, code: red } }, 400));
  const payload = { model: `kept:${red}`, messages: [{ role: red, content: red }] };
  for (const model of [payload.model, 'kept:m'])
    await at.server.app.inject({
      method: 'POST',
      url: '/v1/chat/completions',
      headers: { 'user-agent': red, 'x-request-id': red },
      payload: { ...payload, model },
    });
  await at.server.app.inject(`/v1/${encodeURIComponent(red)}?${encodeURIComponent(red)}`);
  expect(log.join('')).toContain('"status":400');
  // oxlint-disable-next-line no-control-regex -- it is what is looked for
  expect(log.join('')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
});

describe('the relay to a provider’s own store', () => {
  it('passes method, path, query and body, adds the key and drops everything else', async () => {
    await at.server.app.inject({
      method: 'POST',
      url: '/api/providers/kept/v1/chat/completions/abc?x=%2F',
      headers: { 'content-type': 'application/json', cookie: 'a=b', 'x-forwarded-host': 'evil' },
      payload: '{"metadata": {"a":1.0}}',
    });
    expect(at.upstream.received.at(-1)).toMatchObject({
      method: 'POST',
      url: '/v1/chat/completions/abc?x=%2F',
      body: '{"metadata": {"a":1.0}}',
      headers: { authorization: 'Bearer sk-canary-0123456789abcd' },
    });
    expect(at.upstream.received.at(-1)?.headers).not.toHaveProperty('cookie');
  });

  it('gives back status, body and limits, but no header that acts on a browser', async () => {
    at.upstream.script((response) => {
      response.writeHead(418, {
        'content-type': 'text/html',
        'set-cookie': 'a=b',
        'access-control-allow-origin': '*',
        'x-ratelimit-remaining-requests': '9',
      });
      response.end('<script>');
    });
    const relayed = await at.server.app.inject('/api/providers/kept/v1/models');
    expect(relayed.statusCode).toBe(418);
    expect(relayed.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-ratelimit-remaining-requests': '9',
    });
    expect(relayed.headers).not.toHaveProperty('set-cookie');
    expect(relayed.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it.each([
    '/api/providers/nobody/v1/models',
    '/api/providers/kept/v1/../secret',
    '/api/providers/kept/v1/%2e%2e/secret',
    '/api/providers/kept/v1/..%2fsecret',
    '/api/providers/kept/v1/%252e%252e%252fsecret',
    '/api/providers/kept/v1/..;/secret',
    '/api/providers/kept/v1/..%3bx/secret',
    '/api/providers/kept/v1/x%5c..%5csecret',
    '/v1/files/..%252f..%252fsecret',
    '/v1/files/.;a/secret',
    '/v1/files/%5csecret',
    // What a provider may drop, or read as dots and slashes.
    '/v1/files/.%00./secret',
    '/v1/files/x%00',
    '/v1/files/x%2500.txt',
    '/v1/files/.%0d%0a./secret',
    '/v1/files/.%7f./secret',
    '/v1/files/%25c0%25ae%25c0%25ae/secret',
    '/v1/files/..%25c0%25afsecret',
    '/v1/files/%25e0%2580%25ae./secret',
  ])('does not know %s', async (url) => {
    const count = at.upstream.received.length;
    expect((await at.server.app.inject(url)).statusCode).toBe(404);
    expect(at.upstream.received).toHaveLength(count);
  });

  it.each(['/v1/files/%c0%ae%c0%ae/secret', '/v1/files/%ff'])('cannot read %s', async (url) => {
    const count = at.upstream.received.length;
    expect((await at.server.app.inject(url)).statusCode).toBe(400);
    expect(at.upstream.received).toHaveLength(count);
  });
});

describe('everything else under /v1', () => {
  it('may have slashes and dots in its names', async () => {
    at.upstream.script((response) => sendJson(response, { object: 'list', data: [] }));
    const names = [
      'openai%2Fgpt-4.1',
      'a..b.txt',
      '100%25',
      'a;v=1',
      '...',
      '/x',
      '%E2%82%AC',
      '%F0%9F%98%80',
    ];
    for (const url of names.map((name) => `/v1/files/${name}`)) {
      await at.server.app.inject(url);
      expect(at.upstream.received.at(-1)?.url).toBe(url);
    }
  });

  it('goes to the provider that the model names, under its name there', async () => {
    at.upstream.script((response) => sendJson(response, { object: 'list', data: [] }));
    await at.server.app.inject({
      method: 'POST',
      url: '/v1/embeddings',
      payload: '{"model":"kept:embed-1","input": [1.0]}',
      headers: { 'content-type': 'application/json' },
    });
    expect(at.upstream.received.at(-1)).toMatchObject({
      method: 'POST',
      url: '/v1/embeddings',
      body: '{"model":"embed-1","input": [1.0]}',
      headers: { authorization: 'Bearer sk-canary-0123456789abcd' },
    });
  });

  it('goes to the default provider when it names none, whatever its body is', async () => {
    const payload = Buffer.from([0, 255, 1, 254]);
    await at.server.app.inject({
      method: 'POST',
      url: '/v1/audio/transcriptions?x=1',
      payload,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(at.upstream.received.at(-1)).toMatchObject({
      url: '/v1/audio/transcriptions?x=1',
      body: payload.toString('utf8'),
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '4' },
    });
  });

  it('does not relay unknown methods and paths of what is kept here', async () => {
    const count = at.upstream.received.length;
    for (const url of ['/v1/chat/completions/', '/v1/chat/completions/a/b']) {
      expect((await at.server.app.inject(url)).statusCode).toBe(404);
    }
    const put = await at.server.app.inject({ method: 'PUT', url: '/v1/chat/completions' });
    expect(put.statusCode).toBe(404);
    expect(at.upstream.received).toHaveLength(count);
  });
});

describe('health', () => {
  it('is told without asking who wants to know', async () => {
    expect((await at.server.app.inject('/livez')).body).toBe('ok');
    expect((await at.server.app.inject('/readyz')).body).toBe('ok');
  });
});
