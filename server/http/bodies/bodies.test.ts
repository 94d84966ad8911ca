import { describe, expect, it } from 'vitest';
import { rawClient, type RawClient } from '../../testing/raw-client';
import { completion, sendJson } from '../../testing/scripted-upstream';
import {
  answered,
  ASK,
  CREATE,
  errorOf,
  JSON_TYPE,
  serverWith,
  TOKEN,
} from '../../testing/server-in-hand';

describe.each([
  ['without a token', null],
  ['with a token', TOKEN],
])('on a server %s, a body', (_, token) => {
  it('that is announced and never sent keeps nobody out, and ends', async () => {
    const server = await serverWith(token);
    const announced = Array.from({ length: 20 }, () =>
      server.open(CREATE, `${server.authorization}${JSON_TYPE}\r\nContent-Length: 33554432`),
    );
    const expecting = server.open(
      CREATE,
      `${server.authorization}${JSON_TYPE}\r\nContent-Length: 33554432\r\nExpect: 100-continue`,
    );
    await expect.poll(() => expecting.text()).toContain('100 Continue');
    expect(await server.post()).toBe(200);
    for (const client of announced) {
      expect(await answered(server, client)).toBe(408);
      expect(errorOf(client)).toMatchObject({ code: 'request_too_slow' });
    }
    await expect.poll(() => expecting.text()).toContain('408 Request Timeout');
    await expect
      .poll(() => {
        server.pulse.advance(1_000);
        return server.connections();
      })
      .toBeLessThanOrEqual(1);
  });

  it('that comes a byte a second ends', async () => {
    const server = await serverWith(token);
    const slow = server.open(
      CREATE,
      `${server.authorization}${JSON_TYPE}\r\nContent-Length: 1000`,
      '{',
    );
    expect(await answered(server, slow, () => slow.socket.write(' '))).toBe(408);
    expect(errorOf(slow).message).toMatch(/1 KiB a second.*faster connection/);
  });

  it('of which half came makes room for one that comes as a whole', async () => {
    const server = await serverWith(token, { bodyReserve: 100_000 });
    const headers = `${server.authorization}${JSON_TYPE}\r\nContent-Length: 60000`;
    const halves = Array.from({ length: 3 }, () =>
      server.open(CREATE, headers, ' '.repeat(30_000)),
    );
    await expect.poll(() => server.connections()).toBe(3);
    server.pulse.advance(1_000);
    const large = ASK.replace('Hi', 'x'.repeat(50_000));
    await expect.poll(() => server.post(large)).toBe(200);
    const refused = halves.filter((client) => client.status() === 503);
    expect(refused.length).toBeGreaterThan(0);
    for (const client of refused) {
      expect(errorOf(client)).toMatchObject({ code: 'overloaded' });
      expect(client.text()).toMatch(/retry-after: 1/i);
      expect(client.text()).toMatch(/connection: close/i);
    }
  });

  it('that is chunked and never ends is cut at the limit', async () => {
    const server = await serverWith(token, { bodyLimit: 100_000 });
    const chunk = `400\r\n${' '.repeat(1_024)}\r\n`;
    const endless = server.open(
      CREATE,
      `${server.authorization}${JSON_TYPE}\r\nTransfer-Encoding: chunked`,
    );
    const status = await answered(server, endless, () => {
      for (let i = 0; i < 50; i += 1) endless.socket.write(chunk);
    });
    expect(status).toBe(413);
    await expect.poll(() => endless.isClosed()).toBe(true);
    // It goes on sending all the same.
    await expect
      .poll(() => {
        if (endless.socket.writable) endless.socket.write(chunk);
        server.pulse.advance(1_000);
        return server.connections();
      })
      .toBe(0);
  });

  it('of 200 at once that stall after their first bytes keeps nobody out', async () => {
    const server = await serverWith(token);
    const headers = `${server.authorization}${JSON_TYPE}\r\nContent-Length: 1000000`;
    const stalled = Array.from({ length: 200 }, () =>
      server.open(CREATE, headers, '{"messages":['),
    );
    await expect.poll(() => server.connections(), { timeout: 20_000 }).toBe(200);
    expect(await server.post()).toBe(200);
    for (const client of stalled) expect(await answered(server, client)).toBe(408);
  });

  it('that is passed on as it comes ends too, when it stalls for a minute', async () => {
    const server = await serverWith(token);
    const slow = server.open(
      'POST /v1/files',
      `${server.authorization}Content-Type: application/octet-stream\r\nContent-Length: 1000`,
      'x',
    );
    expect(await answered(server, slow)).toBe(408);
    expect(server.pulse.now()).toBeGreaterThanOrEqual(60_000);
    expect(errorOf(slow)).toMatchObject({ code: 'request_too_slow' });
  });

  it('of an import that stalls keeps no other import out, and ends after a minute', async () => {
    const server = await serverWith(token);
    const line = (id: string) =>
      `{"id":"${id}","object":"chat.completion","created":1700000000,"model":"m","choices":[]}\n`;
    const stalled = server.open(
      'POST /api/import',
      `${server.authorization}Content-Length: 1000000`,
      line('came'),
    );
    const bring = async () => {
      server.pulse.advance(1_000);
      const headers = new Headers(token === null ? [] : [['authorization', `Bearer ${token}`]]);
      const body = line('other');
      return (await fetch(`${server.url}/api/import`, { method: 'POST', headers, body })).status;
    };
    await expect.poll(() => server.store.jobs({ limit: 1 })).toHaveLength(1);
    await expect.poll(bring, { timeout: 20_000 }).toBe(200);
    expect(await answered(server, stalled)).toBe(408);
    expect(errorOf(stalled).message).toContain('What had arrived is stored.');
    await expect.poll(() => server.store.retrieve('came', 'any')).not.toBeNull();
  });
});

describe('a body', () => {
  const token = null;

  it('of one import too many ends the stalled one that came first', async () => {
    const server = await serverWith(token);
    const stalled: RawClient[] = [];
    for (let i = 1; i <= 5; i += 1) {
      // Nothing of it comes: what has come and is not read yet would be no fault of the client's.
      stalled.push(server.open('POST /api/import', `${server.authorization}Content-Length: 1000`));
      await expect.poll(async () => (await server.store.jobs({ limit: 10 })).length).toBe(i);
      server.pulse.advance(2_000);
    }
    await expect.poll(() => stalled.map((client) => client.status())).toEqual([408, 0, 0, 0, 0]);
  });

  it('cannot be followed by a second request once it was given up', async () => {
    const server = await serverWith(token, { bodyLimit: 1_000 });
    const { host } = new URL(server.url);
    const cut = server.open(CREATE, `${server.authorization}${JSON_TYPE}\r\nContent-Length: 2000`);
    expect(await answered(server, cut)).toBe(413);
    const count = server.upstream.received.length;
    cut.socket.write(' '.repeat(2_000));
    cut.socket.write(
      `${CREATE} HTTP/1.1\r\nHost: ${host}\r\n${server.authorization}${JSON_TYPE}\r\nContent-Length: ${ASK.length}\r\n\r\n${ASK}`,
    );
    await expect.poll(() => server.connections()).toBe(0);
    expect(server.upstream.received).toHaveLength(count);
  });

  it('shares what one connection may hold with those that are answered before it', async () => {
    const server = await serverWith(token, { bodyLimit: 50_000, bodyReserve: 50_000 });
    server.upstream.script(() => undefined);
    const { host } = new URL(server.url);
    const body = ASK.replace('Hi', 'x'.repeat(40_000));
    const request = `${CREATE} HTTP/1.1\r\nHost: ${host}\r\n${server.authorization}${JSON_TYPE}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const many = rawClient(server.url, request.repeat(20));
    await expect.poll(() => server.upstream.received.length).toBeGreaterThan(0);
    expect(server.upstream.received.length).toBeLessThan(3);
    many.socket.destroy();
    await expect.poll(() => server.connections()).toBe(0);
    server.upstream.script((response) => sendJson(response, completion('Hello')));
    expect(await server.post()).toBe(200);
  });

  it('that is framed in odd ways is refused in words of ours, and its connection ends', async () => {
    const server = await serverWith(token);
    const framings: [name: string, headers: string, body: string][] = [
      ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked', '0\r\n\r\n'],
      ['a negative length', 'Content-Length: -1', ''],
      ['a length beyond all numbers', 'Content-Length: 99999999999999999999999', ''],
      ['a length that is no number', 'Content-Length: 0x10', ''],
      ['two lengths', 'Content-Length: 5\r\nContent-Length: 6', 'abcdef'],
      ['a chunk of a size that is no number', 'Transfer-Encoding: chunked', 'zz\r\n'],
      [
        'a chunk of a size beyond all numbers',
        'Transfer-Encoding: chunked',
        'fffffffffffffffff\r\n',
      ],
      ['an unknown way of transfer', 'Transfer-Encoding: gzip, chunked', '0\r\n\r\n'],
      ['9,000 headers', 'X: y\r\n'.repeat(9_000) + 'Content-Length: 0', ''],
    ];
    for (const [name, framing, body] of framings) {
      const client = server.open(CREATE, `${JSON_TYPE}\r\n${framing}`, body);
      await expect.poll(() => client.status(), { message: name }).toBeGreaterThanOrEqual(400);
      expect(client.status()).toBeLessThan(500);
      errorOf(client);
    }
    await expect
      .poll(() => {
        server.pulse.advance(1_000);
        return server.connections();
      })
      .toBe(0);
  });
});

describe('without the token that it asks for, a server', () => {
  it('answers 200 senders of bodies at once, and lets them go', async () => {
    const server = await serverWith(TOKEN);
    const strangers = Array.from({ length: 200 }, (_, i) =>
      server.open(
        i % 2 === 0 ? CREATE : 'POST /api/import',
        `${JSON_TYPE}\r\nContent-Length: 33554432`,
        ' '.repeat(100),
      ),
    );
    await expect
      .poll(() => strangers.every((client) => client.status() === 401), { timeout: 20_000 })
      .toBe(true);
    expect(await server.post()).toBe(200);
    await expect
      .poll(() => {
        server.pulse.advance(1_000);
        return server.connections();
      })
      .toBeLessThanOrEqual(1);
  });

  it('reads at most 4 KiB of a login, and takes it in however full it is', async () => {
    const server = await serverWith(TOKEN, { bodyReserve: 0, bodyBudget: 0 });
    const { host, origin } = new URL(server.url);
    const own = `Origin: ${origin}\r\nX-Chatkeep: 1\r\n${JSON_TYPE}`;
    const login = (body: string) =>
      server.open('POST /api/session', `${own}\r\nContent-Length: ${body.length}`, body);
    const large = login(JSON.stringify({ token: 'x'.repeat(5_000) }));
    await expect.poll(() => large.status()).toBe(413);
    expect(errorOf(large).message).toContain('At most 4 KiB');
    const endless = server.open(
      'POST /api/session',
      `${own}\r\nTransfer-Encoding: chunked`,
      `1400\r\n${' '.repeat(5_120)}\r\n`,
    );
    await expect.poll(() => endless.status()).toBe(413);
    const right = login(JSON.stringify({ token: TOKEN }));
    await expect.poll(() => right.status()).toBe(204);
    expect(host).toContain('127.0.0.1');
  });
});
