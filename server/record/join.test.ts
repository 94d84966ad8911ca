import { expect, it } from 'vitest';
import { shared, textOf } from '../json/text';
import { attach } from './join';
import { Run } from './run';

/** Longer than what all who work in one turn may take of it. */
function workFor(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

it('what came while a long answer was made ready is given in order, with turns of others between', async () => {
  const run = new Run({
    name: 'r',
    model: 'm',
    isStored: false,
    unwatchedLimit: null,
    onEnd: () => {},
  });
  run.phase = 'streaming';
  const long = { choices: [{ index: 0, delta: { content: 'x'.repeat(100_000) } }] };
  run.folding.addStretch(shared(JSON.stringify([long])));
  const heard: string[] = [];
  let turns = 0;
  const others = setInterval(() => (turns += 1));
  const turnsAt: number[] = [];
  const said = new Promise<boolean>((resolve) => {
    attach(run, {
      events(texts) {
        heard.push(...texts.map(textOf));
        turnsAt.push(turns);
        // One that comes while those before it are given.
        if (heard.at(-1) === '2') for (const reader of run.readers) reader.events(['last']);
        workFor(20);
      },
      end: resolve,
    });
  });
  const later = Array.from({ length: 10 }, (_, n) => String(n));
  for (const text of later) for (const reader of run.readers) reader.events([text]);
  for (const reader of run.readers) reader.end(false);
  expect(await said).toBe(false);
  clearInterval(others);
  expect(heard).toEqual([expect.stringContaining('xxx'), ...later]);
  expect(new Set(turnsAt).size).toBeGreaterThan(later.length / 3);
});
