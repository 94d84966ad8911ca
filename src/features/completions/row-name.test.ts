import { expect, it } from 'vitest';
import type { CompletionSummary } from '@/api/completion-summary';
import { sharedNames } from './row-name';

const rows = (...previews: (string | null)[]) =>
  previews.map((input_preview, at) => ({ id: `c${at}`, input_preview }) as CompletionSummary);

it('tells which names several rows have, once for each row more', () => {
  expect(sharedNames(rows('Hello', 'Refund', 'Hello', 'Hello', 'Bye'))).toEqual(['Hello', 'Hello']);
  expect(sharedNames(rows('Hello', 'Bye'))).toEqual([]);
});

it('compares what is read, the begin of the text; without a text it is the id', () => {
  const begin = 'Classify the mood of this message of a customer, in one word: ';
  expect(sharedNames(rows(`${begin}a`, `${begin}b`))).toHaveLength(1);
  expect(sharedNames(rows(null, '', null))).toEqual([]);
});
