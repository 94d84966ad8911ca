import { describe, expect, it } from 'vitest';
import { completion, sendJson } from '../../testing/scripted-upstream';
import { ASK, CREATE, JSON_TYPE, serverWith } from '../../testing/server-in-hand';

describe('a client that does not read its answer', () => {
  it('is let go once it has taken nothing for a minute', async () => {
    const server = await serverWith(null);
    // More than the buffers of two sockets hold.
    server.upstream.script((response) => sendJson(response, completion('x'.repeat(20_000_000))));
    const deaf = server.open(CREATE, `${JSON_TYPE}\r\nContent-Length: ${ASK.length}`, ASK);
    deaf.socket.pause();
    await expect.poll(() => server.upstream.received.length).toBe(1);
    await expect
      .poll(
        () => {
          server.pulse.advance(1_000);
          return server.connections();
        },
        { timeout: 20_000, interval: 20 },
      )
      .toBe(0);
    expect(server.pulse.now()).toBeGreaterThanOrEqual(60_000);
  });

  it('keeps its time while it reads, however slowly', async () => {
    const server = await serverWith(null);
    server.upstream.script((response) => sendJson(response, completion('x'.repeat(20_000_000))));
    const slow = server.open(CREATE, `${JSON_TYPE}\r\nContent-Length: ${ASK.length}`, ASK);
    let read = 0;
    slow.socket.on('data', (bytes) => {
      read += bytes.length;
      slow.socket.pause();
    });
    await expect
      .poll(
        () => {
          slow.socket.resume();
          return read;
        },
        { timeout: 20_000, interval: 5 },
      )
      .toBeGreaterThan(1_000_000);
    // Long after a minute in all, but never one without a byte.
    for (let i = 0; i < 5; i += 1) {
      const before = read;
      await expect
        .poll(
          () => {
            slow.socket.resume();
            return read;
          },
          { timeout: 20_000, interval: 5 },
        )
        .toBeGreaterThan(before + 2_000_000);
      server.pulse.advance(30_000);
    }
    expect(slow.isClosed()).toBe(false);
  });
});
