import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { keep, sampleOutcome } from '../store/contract-samples';
import { withApp } from '../testing/transfer';

const TRIES = 200;

it(`every one of ${TRIES} actions has its line, though its client hangs up at once`, async () => {
  await withApp({ listen: true }, async ({ url, store }) => {
    const { host, hostname, port } = new URL(url);
    const ids: string[] = [];
    for (let i = 0; i < TRIES; i += 1) ids.push(await keep(store, { outcome: sampleOutcome() }));
    await Promise.all(
      ids.map((id, i) => {
        const body = i % 2 === 0 ? '' : '{"metadata":{"a":"b"}}';
        const method = i % 2 === 0 ? 'DELETE' : 'POST';
        return new Promise<void>((resolve, reject) => {
          const socket = connect(Number(port), hostname, () => {
            socket.write(
              `${method} /v1/chat/completions/${id} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
              // Some take no leave at all.
              () => (i % 3 === 0 ? socket.resetAndDestroy() : socket.destroy()),
            );
          });
          socket.on('error', reject);
          socket.on('close', () => resolve());
        });
      }),
    );
    // Whoever was reset before its request was read did nothing, and has no line.
    const acted = async (): Promise<Set<string | null>> => {
      const rows = await Promise.all(ids.map((id) => store.retrieve(id, 'any')));
      return new Set(ids.filter((_, i) => rows[i] === null || (rows[i]?.version ?? 0) > 1));
    };
    const told = async () =>
      (await store.auditEntries({ limit: 1_000 })).map(({ subject }) => subject);
    await expect.poll(async () => (await acted()).size).toBeGreaterThan(TRIES / 4);
    await expect
      .poll(async () => {
        const lines = await told();
        const did = await acted();
        return lines.length === did.size && lines.every((subject) => did.has(subject));
      })
      .toBe(true);
    const entries = await store.auditEntries({ limit: 1_000 });
    expect(entries.every(({ origin }) => origin === null || origin.includes('127.0.0.1'))).toBe(
      true,
    );
  });
});
