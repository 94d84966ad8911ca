import type { FastifyInstance } from 'fastify';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keep, sampleOutcome } from '../testing/store-suite/samples';
import { PostgresServer } from '../testing/postgres-server';
import { withApp } from '../testing/transfer';

const TRIES = 200;
/** For machines that are busy with other things; nothing is decided by it. */
const PATIENT = { timeout: 60_000 };

const postgres = new PostgresServer();
beforeAll(() => postgres.start());
afterAll(() => postgres.remove());

/** Three of four leave when the server has begun with their request; the rest at once, whether it was seen or not. */
const isSeen = (i: number): boolean => i % 4 !== 3;

it.each(['SQLite', 'PostgreSQL'])(
  `on %s every one of ${TRIES} actions has its line, though its client hangs up`,
  async (engine) => {
    const env = engine === 'SQLite' ? undefined : { DATABASE_URL: await postgres.createDatabase() };
    await withApp({ listen: true, ...(env && { env }) }, async ({ app, url, store }) => {
      const { host, hostname, port } = new URL(url);
      const ids: string[] = [];
      for (let i = 0; i < TRIES; i += 1) ids.push(await keep(store, { outcome: sampleOutcome() }));
      const begun = beginnings(app);
      await Promise.all(
        ids.map((id, i) => {
          const body = i % 2 === 0 ? '' : '{"metadata":{"a":"b"}}';
          const method = i % 2 === 0 ? 'DELETE' : 'POST';
          const path = `/v1/chat/completions/${id}`;
          return new Promise<void>((resolve, reject) => {
            const socket = connect(Number(port), hostname, () => {
              if (isSeen(i)) begun.set(path, () => leave(socket, i));
              socket.write(
                `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
                () => !isSeen(i) && leave(socket, i),
              );
            });
            socket.on('error', reject);
            socket.on('close', () => resolve());
          });
        }),
      );
      // Whoever left before its request was read did nothing, and has no line.
      const acted = async (): Promise<Set<string | null>> => {
        const rows = await Promise.all(ids.map((id) => store.retrieve(id, 'any')));
        return new Set(ids.filter((_, i) => rows[i] === null || (rows[i]?.version ?? 0) > 1));
      };
      const told = async () =>
        (await store.auditEntries({ limit: 1_000 })).map(({ subject }) => subject);
      await expect
        .poll(async () => {
          const did = await acted();
          return ids.filter((id, i) => isSeen(i) && !did.has(id));
        }, PATIENT)
        .toEqual([]);
      await expect
        .poll(async () => {
          const lines = await told();
          const did = await acted();
          return lines.length === did.size && lines.every((subject) => did.has(subject));
        }, PATIENT)
        .toBe(true);
      const entries = await store.auditEntries({ limit: 1_000 });
      expect(entries.every(({ origin }) => origin === null || origin.includes('127.0.0.1'))).toBe(
        true,
      );
    });
  },
  150_000,
);

/** What happens, by path, when the server has read a request's head and begins with it. */
function beginnings(app: FastifyInstance): Map<string, () => void> {
  const begun = new Map<string, () => void>();
  app.server.on('request', ({ url }: { url?: string }) => begun.get(url ?? '')?.());
  return begun;
}

/** Some take no leave at all. */
function leave(socket: Socket, i: number): void {
  if (i % 3 === 0) socket.resetAndDestroy();
  else socket.destroy();
}
