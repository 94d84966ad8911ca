import { createFold } from '#contract/fold/fold';
import { asChunk } from '#contract/fold/as-chunk';
import { callCount } from '#contract/message/calls';
import { readMessage } from '#contract/message/read-message';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { summaryOf as listed } from '@/api/completion-summary';
import { asCompletion } from '@/api/stored-completion';
import { summaryOf as stored } from '../../server/record/summary';
import { anyCompletion } from './any-completion';
import { ODD_COMPLETIONS, type OddCompletion } from './odd-completions';

/** The tool calls of one answer, as each place that counts or shows them does. */
function counts(members: OddCompletion) {
  const body = { ...members, id: 'odd', object: 'chat.completion' };
  const completion = asCompletion(body);
  if (!completion) throw new Error('It is a completion');
  const fold = createFold();
  fold.add(asChunk(body));
  const shown = completion.choices.map(({ message }) => readMessage(message).calls.length);
  return {
    row: stored(body, 'm').toolCalls,
    rowOfPlainServer: listed(completion).tool_calls,
    cards: shown.reduce((sum, each) => sum + each, 0),
    streamed: callCount(fold.completion()),
  };
}

const all = (count: number) => ({
  row: count,
  rowOfPlainServer: count,
  cards: count,
  streamed: count,
});

it.each(Object.entries(ODD_COMPLETIONS))('%s', (_, members) => {
  const found = counts(members);
  expect(found).toEqual(all(found.row));
});

const EXPECTED: Record<string, number> = {
  'tool calls as an object': 1,
  'tool calls as text': 0,
  'tool calls of other things': 2,
  'arguments as an object': 1,
  'a call without anything': 1,
  'a function call as text': 0,
  'a function call of odd things': 1,
  'nulls everywhere': 0,
};
it.each(Object.entries(EXPECTED))('%s: %d', (name, count) => {
  expect(counts(ODD_COMPLETIONS[name] ?? {})).toEqual(all(count));
});

it('of any answer', () => {
  fc.assert(
    fc.property(anyCompletion, ([members]) => {
      const { streamed: _, ...found } = counts(members);
      const { streamed: __, ...same } = all(found.row);
      expect(found).toEqual(same);
    }),
    { seed: 20_261_128, numRuns: 60 },
  );
});
