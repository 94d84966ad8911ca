import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { completion, scriptedProvider, sendJson } from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';

const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)] }));
let id = '';

beforeAll(async () => {
  at.upstream.script((response) => sendJson(response, completion('Schön. '.repeat(400))));
  for (let i = 0; i < 8; i += 1) {
    const created = await at.server.app.inject({
      method: 'POST',
      url: '/v1/chat/completions',
      payload: { store: true, model: 'scripted:m', messages: [{ role: 'user', content: 'Hi' }] },
    });
    id = created.json<{ id: string }>().id;
  }
});

function get(url: string, accepted?: string) {
  const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
  return at.server.app.inject({ url, headers });
}

describe('an answer of /api', () => {
  it.each(['gzip', 'br, gzip;q=0.5', 'GZIP', 'x-gzip', '*', 'deflate, *;q=0.1', 'br,gzip ; q=1'])(
    'is packed for whoever takes it: %s',
    async (accepted) => {
      const plain = await get('/api/completions');
      const packed = await get('/api/completions', accepted);
      expect(packed.headers).toMatchObject({
        'content-encoding': 'gzip',
        'content-length': String(packed.rawPayload.length),
        'content-type': plain.headers['content-type'],
      });
      expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
      expect(JSON.parse(gunzipSync(packed.rawPayload).toString())).toEqual(plain.json());
    },
  );

  it.each([undefined, '', 'identity', 'br', 'gzip;q=0', '*;q=0', 'gzip;q=0, *', 'gzipped', 'q=1'])(
    'is left as it is for others: %s',
    async (accepted) => {
      const { headers, body } = await get('/api/completions', accepted);
      expect(headers['content-encoding']).toBeUndefined();
      expect(headers.vary).toBe('Accept-Encoding');
      expect(() => JSON.parse(body)).not.toThrow();
    },
  );

  it('is left as it is when it is small, a download, or an error', async () => {
    for (const url of ['/api/server', '/api/completions/nowhere', '/api/export?target=records'])
      expect((await get(url, 'gzip')).headers['content-encoding'], url).toBeUndefined();
  });
});

it('answers of /v1 are what a provider would send', async () => {
  const { headers, body } = await get(`/v1/chat/completions/${id}`, 'gzip');
  expect(headers['content-encoding']).toBeUndefined();
  expect(body.length).toBeGreaterThan(2_000);
});
