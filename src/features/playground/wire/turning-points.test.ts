import { expect, test } from 'vitest';
import { barsOf, kindOf, longestGap, turningPoints } from './turning-points';

const chunk = (delta: object, finish: string | null = null) =>
  JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] });
const at = (ms: number, data: string) => ({ ms, name: null, data });

test('a stream is told in its turns: reasoning, text, how it ended', () => {
  const events = [
    at(10, chunk({ role: 'assistant', content: '' })),
    at(20, chunk({ reasoning_content: 'Let me' })),
    at(30, chunk({ reasoning_content: ' see' })),
    at(50, chunk({ content: 'Hal' })),
    at(60, chunk({ content: 'lo' })),
    at(70, chunk({}, 'stop')),
    at(71, JSON.stringify({ choices: [], usage: { total_tokens: 3 } })),
    at(72, '[DONE]'),
  ];
  expect(turningPoints(events).map(({ ms, words }) => `${ms} ${words}`)).toEqual([
    '10 1 event of other kinds',
    '20 2 events of reasoning',
    '50 2 events of text',
    '70 finish_reason is stop',
    '71 The usage',
    '72 The end: [DONE]',
  ]);
});

test('thousands of events are counted as everywhere', () => {
  const events = Array.from({ length: 5_000 }, () => at(1, chunk({ content: 'a' })));
  expect(turningPoints(events)[0]?.words).toBe('5,000 events of text');
});

test('what a provider words in its own way is a kind all the same, and what is no JSON is other', () => {
  expect(kindOf(chunk({ reasoning_details: [{ text: 'x' }] }))).toBe('reasoning');
  expect(kindOf(chunk({ refusal: 'No' }))).toBe('text');
  expect(kindOf(chunk({ tool_calls: [] }))).toBe('calls');
  for (const odd of ['[DONE]', '', 'null', '[]', '{"choices":7}', '{"choices":[{"delta":null}]}'])
    expect(kindOf(odd)).toBe('other');
  expect(turningPoints([at(1, '{"error":{"message":"x"}}')])[0]?.words).toBe(
    'An error of the provider',
  );
});

test('bars share the time out equally; the last event is in the last one', () => {
  const bars = barsOf([at(0, chunk({})), at(5, chunk({ content: 'a' })), at(10, '[DONE]')], 4);
  expect(bars.map((bar) => bar?.kind ?? null)).toEqual(['other', null, 'text', 'other']);
  expect(barsOf([], 3)).toEqual([null, null, null]);
  expect(barsOf([at(0, '[DONE]')], 2)[0]?.size).toBe(6);
});

test('the longest gap lies between two events; the wait for the first one is none', () => {
  expect(longestGap([at(900, ''), at(910, ''), at(960, ''), at(961, '')])).toBe(50);
  expect(longestGap([at(900, '')])).toBe(0);
  expect(longestGap([])).toBe(0);
});
