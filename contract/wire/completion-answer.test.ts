import { describe, expect, it } from 'vitest';
import { completionListAnswer, deletedAnswer } from './completion-answer';

const completion = (id: string) => ({
  id,
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [
    {
      index: 0,
      finish_reason: 'stop',
      logprobs: null,
      message: { role: 'assistant', content: 'Hi', refusal: null },
    },
  ],
});

const page = (ids: string[], more: object = {}) => ({
  object: 'list',
  data: ids.map(completion),
  first_id: ids[0] ?? '',
  last_id: ids.at(-1) ?? '',
  has_more: false,
  ...more,
});

describe('the shape of a page of completions', () => {
  it.each([
    ['one of several items', page(['a', 'b'], { has_more: true })],
    ['one without items', page([])],
    [
      'what a provider adds to an item',
      page([], { data: [{ ...completion('a'), x: 1 }], first_id: 'a', last_id: 'a' }),
    ],
  ])('takes %s', (_, value) => {
    expect(completionListAnswer.safeParse(value).success).toBe(true);
  });

  it.each([
    ['a first id of another page', page(['a', 'b'], { first_id: 'b' })],
    ['ids that are missing', page(['a'], { first_id: null, last_id: null })],
    ['more after nothing', page([], { has_more: true })],
    [
      'an item without choices',
      page(['a'], { data: [{ ...completion('a'), choices: undefined }] }),
    ],
    ['more than 16 pairs', page(['a'], { data: [{ ...completion('a'), metadata: pairs(17) }] })],
    ['members beside those of a page', page(['a'], { total: 1 })],
  ])('refuses %s', (_, value) => {
    expect(completionListAnswer.safeParse(value).success).toBe(false);
  });
});

it('says that something was deleted, and nothing else', () => {
  const deleted = { object: 'chat.completion.deleted', id: 'a', deleted: true };
  expect(deletedAnswer.safeParse(deleted).success).toBe(true);
  expect(deletedAnswer.safeParse({ ...deleted, metadata: {} }).success).toBe(false);
});

function pairs(count: number) {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, '']));
}
