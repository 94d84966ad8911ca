import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatkeepServer } from '../fixtures/chatkeep-server';
import { expect, test } from '../fixtures/test';

const ROUNDS = Number(process.env['DURABILITY_ROUNDS'] ?? 6);
const CLIENTS = 8;
const SEED = 20_261_123;

/** A small generator with a fixed seed: the moments of the kills are the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Stores until the server dies; reports each id whose whole answer, or `[DONE]`, has arrived, and each that began. */
async function storeUntilKilled(
  server: ChatkeepServer,
  isStreamed: boolean,
  seen: { acknowledged: string[]; begun: string[] },
): Promise<void> {
  try {
    for (;;) {
      const response = await fetch(`${server.url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          model: 'demo:demo-echo',
          store: true,
          stream: isStreamed,
          messages: [{ role: 'user', content: 'Keep this through a power cut' }],
        }),
      });
      expect(response.status).toBe(200);
      const id = response.headers.get('x-completion-id') ?? '';
      seen.begun.push(id);
      const text = await response.text();
      if (!isStreamed || text.trimEnd().endsWith('[DONE]')) seen.acknowledged.push(id);
    }
  } catch (error) {
    // The kill ends the connection: what was acknowledged before it is what counts.
    if (!(error instanceof TypeError)) throw error;
  }
}

test(`loses no acknowledged completion in ${ROUNDS} kills of the process, and shows none as whole that is not`, async ({
  server,
}) => {
  test.setTimeout(60_000 + ROUNDS * 3_000);
  const random = createRandom(SEED);
  const seen = { acknowledged: [] as string[], begun: [] as string[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const clients = Array.from({ length: CLIENTS }, (_, i) =>
      storeUntilKilled(server, i % 2 === 0, seen),
    );
    // Not after so much time: on a busy machine nothing would have been stored by then.
    const enough = seen.acknowledged.length + 2 + Math.floor(random() * 10);
    await expect
      .poll(() => seen.acknowledged.length, { intervals: [10], timeout: 60_000 })
      .toBeGreaterThanOrEqual(enough);
    await sleep(random() * 50);
    await server.restart('SIGKILL');
    await Promise.all(clients);
  }
  const states = new Map<string, string>();
  for (const id of seen.begun) {
    const response = await fetch(`${server.url}/api/completions/${id}`);
    states.set(id, response.ok ? ((await response.json()) as { state: string }).state : 'none');
  }
  expect(seen.acknowledged.length).toBeGreaterThan(ROUNDS);
  expect(seen.acknowledged.filter((id) => states.get(id) !== 'complete')).toEqual([]);
  expect([...states.values()].filter((state) => !/^(complete|incomplete)$/.test(state))).toEqual(
    [],
  );
  process.stdout.write(
    `${ROUNDS} kills: ${seen.begun.length} begun, ${seen.acknowledged.length} acknowledged, 0 lost\n`,
  );
});
