import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCost } from '@/lib/format';
import { FIGURES } from '../sheet/figures';
import { type AnswerTurn, answerTurn, promptTurn, type Turn } from '../turns/conversation';
import { answerCost, sumWords } from './answer-cost';

type Cost = { by: 'provider' | 'prices' | 'nobody'; units: number };

const cost = fc.record<Cost>({
  by: fc.constantFrom('provider', 'prices', 'nobody'),
  // Of 1024 to the dollar, so that every sum is exact.
  units: fc.nat(50_000),
});

function answered({ by, units }: Cost, more: Partial<AnswerTurn> = {}): AnswerTurn {
  const turn = answerTurn({ model: 'm', isOurs: true, format: null }, true);
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  const reported = by === 'provider' && { cost: units / 1024 };
  const facts = { ...turn.facts, usage: { ...usage, ...reported } };
  return {
    ...turn,
    run: { state: 'complete' },
    ...more,
    // What the provider reports comes before a price, whatever that is.
    facts: { ...facts, cost: by === 'nobody' ? null : by === 'prices' ? units / 1024 : 9 },
  };
}

const conversation = (costs: readonly Cost[]): Turn[] =>
  costs.flatMap((each) => [promptTurn({ role: 'user', content: 'Hi' }), answered(each)]);

test('a conversation and a column cost what their answers cost, and say for how many that is known', () => {
  const column = FIGURES.find(({ name }) => name === 'Cost');
  fc.assert(
    fc.property(fc.array(cost, { maxLength: 12 }), (costs) => {
      const turns = conversation(costs);
      const known = costs.filter(({ by }) => by !== 'nobody');
      const sum = known.reduce((all, { units }) => all + units, 0) / 1024;
      const isExact = known.length === costs.length && costs.every(({ by }) => by === 'provider');
      const part = known.length < costs.length ? ` for ${known.length} of ${costs.length}` : '';
      const words = `${isExact ? '' : '≈ '}${formatCost(sum)}${part}`;
      expect(sumWords(turns)).toBe(known.length < 2 ? null : words);
      expect(column?.sum?.(turns)).toBe(sumWords(turns));
      const each = turns.flatMap((turn) => (turn.kind === 'answer' ? [answerCost(turn)] : []));
      expect(each.map((one) => one && one.dollars * 1024)).toEqual(
        costs.map(({ by, units }) => (by === 'nobody' ? null : units)),
      );
    }),
  );
});

test('an answer that is still coming is none whose cost nobody knows', () => {
  const known: Cost = { by: 'provider', units: 32 };
  const nobody: Cost = { by: 'nobody', units: 0 };
  const turns = conversation([known, known]);
  expect(sumWords([...turns, answered(nobody, { run: { state: 'streaming' } })])).toBe('$0.06');
  expect(sumWords([...turns, answered(nobody)])).toBe('≈ $0.06 for 2 of 3');
});
