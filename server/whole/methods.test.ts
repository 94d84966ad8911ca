import { ENDPOINTS } from '#contract/wire/endpoints';
import { ROUTE_SCOPES } from '#contract/wire/route-scopes';
import { expect, it } from 'vitest';
import { rawRequest } from '../testing/raw-request';
import { chunk, scriptedProvider, sendEvents, sendJson } from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';

const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)], listen: true }));

const names = [...Object.keys(ROUTE_SCOPES), ...Object.keys(ENDPOINTS)];
const others = ['/', '/completions', '/livez', '/readyz', '/nope', '/api/nope', '/v1/nope'];
const routes = [...new Set(names.map((name) => name.split(' ')[1] ?? '')), ...others];

function ask(method: string, target: string, ...headers: string[]) {
  const lines = [`${method} ${target} HTTP/1.1`, `Host: ${new URL(at.server.url).host}`];
  const head = [...lines, 'Connection: close', ...headers].join('\r\n');
  return rawRequest(at.server.url, `${head}\r\n\r\n`);
}

const NAME = 'a-run-that-goes-on';

/** A run that goes on, so that what follows it has something to follow. */
async function running(): Promise<string> {
  at.upstream.script((response, { method }) =>
    method === 'POST'
      ? sendEvents(response, [chunk({ content: 'a' })])
      : sendJson(response, { object: 'list', data: [] }),
  );
  const answer = await fetch(`${at.server.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-run': NAME },
    body: '{"model":"scripted:m","stream":true,"store":true,"messages":[{"role":"user","content":"Hi"}]}',
  });
  expect(answer.status).toBe(200);
  return answer.headers.get('x-completion-id') ?? '';
}

it('HEAD of every route ends at once, without a body, and begins nothing', async () => {
  const id = await running();
  const jobs = await at.server.store.jobs({ limit: 100 });
  const targets = routes.flatMap((route) => [
    route.replace(':name', NAME).replace(':id', id).replace('*', 'models'),
    route.replaceAll(/:\w+/g, 'none').replace('*', 'models'),
  ]);
  for (const target of new Set(targets)) {
    const { status, body, headers } = await ask('HEAD', target);
    expect({ target, status }).toEqual({ target, status: expect.any(Number) as number });
    expect(status, target).toBeGreaterThanOrEqual(200);
    expect(status, target).toBeLessThan(500);
    expect(body, target).toBe('');
    expect(headers, target).toMatch(/x-request-id/i);
    // A stream has no length, and would not end.
    expect(headers, target).not.toMatch(/text\/event-stream/);
  }
  expect(await at.server.store.jobs({ limit: 100 })).toEqual(jobs);
});

it('OPTIONS of every route lets no page in', async () => {
  for (const route of routes) {
    const target = route.replaceAll(/:\w+/g, 'none').replace('*', 'models');
    const plain = await ask('OPTIONS', target);
    expect(plain.status, target).toBe(404);
    const method = 'Access-Control-Request-Method: POST';
    const foreign = await ask('OPTIONS', target, 'Origin: https://evil.example', method);
    expect(foreign.status, target).toBeGreaterThanOrEqual(400);
    expect(`${plain.headers}${foreign.headers}`, target).not.toMatch(/access-control/i);
  }
  expect((await ask('OPTIONS', '*')).status).toBe(400);
});
