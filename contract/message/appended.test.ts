import { expect, it } from 'vitest';
import { appendedCount } from './appended';

const user = { role: 'user', content: 'Hi' };
const said = (content: unknown, more: object = {}) => ({ role: 'assistant', content, ...more });
const choicesOf = (...messages: unknown[]) =>
  messages.map((message, index) => ({ index, message }));

it('counts the answer that a server appends, all of its choices, in any order', () => {
  const choices = choicesOf(said('A'), said('B'), said('C'));
  expect(appendedCount([user, said('A'), said('B'), said('C')], choices)).toBe(3);
  expect(appendedCount([user, said('C'), said('A'), said('B')], choices)).toBe(3);
  expect(appendedCount([user, said('B')], choices)).toBe(1);
  const alike = choicesOf(said('A'), said('A'), said('A'));
  expect(appendedCount([user, said('A'), said('A'), said('A'), said('A')], alike)).toBe(3);
});

it('knows an answer in the other form of a list', () => {
  const parts = [{ type: 'text', text: 'A' }];
  expect(appendedCount([user, said('A')], choicesOf(said(parts)))).toBe(1);
  expect(
    appendedCount([user, said(null, { content_parts: parts, id: 'm-1' })], choicesOf(said('A'))),
  ).toBe(1);
  const call = { id: '1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } };
  const other = { ...call, function: { name: 'f', arguments: { a: 1 } } };
  expect(
    appendedCount(
      [user, said('', { tool_calls: [call] })],
      choicesOf(said(null, { tool_calls: [other] })),
    ),
  ).toBe(1);
  const spoken = { audio: { id: 'a', data: 'UklGRg==', transcript: 'Hello' } };
  expect(
    appendedCount(
      [user, said(null, { audio: { id: 'a', transcript: 'Hello' } })],
      choicesOf(said(null, spoken)),
    ),
  ).toBe(1);
  const pictures = {
    images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }],
  };
  expect(appendedCount([user, said('', pictures)], choicesOf(said(null, pictures)))).toBe(1);
});

it('leaves what the request itself holds', () => {
  expect(appendedCount([user, said('A?')], choicesOf(said('A')))).toBe(0);
  expect(appendedCount([said('A'), user], choicesOf(said('A')))).toBe(0);
  expect(appendedCount([{ role: 'user', content: 'A' }], choicesOf(said('A')))).toBe(0);
  // An empty beginning of an answer, and an answer that is empty.
  expect(appendedCount([user, said('')], choicesOf(said(null)))).toBe(0);
  expect(appendedCount([said('X'), said('A')], choicesOf(said('A')))).toBe(1);
});

it('takes anything', () => {
  for (const odd of [null, undefined, 7, 'x', {}, [], [null, 7, { message: 7 }]]) {
    expect(appendedCount([null, 7, 'x', {}, said(null), { role: 7 }], odd)).toBe(0);
  }
});
