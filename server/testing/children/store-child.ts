import { createPositions } from '../../store/completion-id';
import { openSqliteStore } from '../../store/sqlite/sqlite-store';
import type { Outcome } from '../../store/completion';
import { type Filling, FILLINGS } from '../filling';
import { say } from '../say';

// Run by kill.deep.test.ts in a process of its own: stores without pause, and says on stdout what was acknowledged,
// until it is killed or the store fails.

const [, , url = '', writers = '1', length = '2000', filling = 'repeated'] = process.argv;
const fill = FILLINGS[filling as Filling];
const store = await openSqliteStore({ url });
const next = createPositions();
const outcome: Omit<Outcome, 'body'> = {
  state: 'complete',
  reason: null,
  model: 'gpt-test',
  upstreamId: null,
  finishReason: 'stop',
  promptTokens: 1,
  completionTokens: 1,
  cachedTokens: null,
  reasoningTokens: null,
  firstTokenMs: null,
  totalMs: 1,
  cost: null,
  toolCalls: 0,
  outputPreview: '',
};

async function storeForEver(): Promise<never> {
  for (;;) {
    const position = next();
    await store.begin({
      ...position,
      provider: 'demo',
      requestedModel: 'gpt-test',
      caller: null,
      metadata: { id: position.id, env: 'kill' },
      request: '{}',
      messages: JSON.stringify([position.id, fill(3_000)]),
      inputPreview: '',
    });
    say(`begun ${position.id}`);
    const body = JSON.stringify([position.id, fill(Number(length))]);
    await store.finish(position.id, { ...outcome, body });
    say(`finished ${position.id}`);
  }
}

const cause = (error: unknown) => (error as Error & { cause?: Error }).cause?.message;

try {
  await Promise.all(Array.from({ length: Number(writers) }, storeForEver));
} catch (error) {
  say(`failed ${(error as Error).name} ${cause(error)}`);
  await store.close().catch((error: unknown) => say(`failed-close ${cause(error)}`));
}
