import { expect, it } from 'vitest';
import { exactCompletion, exactPretty, exactText } from './exact-json';

it('keeps every digit', () => {
  expect(exactPretty('{"seed":4944116822809979520,"p":1.0,"big":1e400}')).toBe(
    '{\n  "seed": 4944116822809979520,\n  "p": 1.0,\n  "big": 1e400\n}',
  );
  const seed = exactCompletion('{"seed":4944116822809979520}')?.seed;
  expect(exactText(seed)).toBe('4944116822809979520');
});

it('takes the completion from the facts beside it', () => {
  expect(exactPretty('{"completion":{"id":"c"},"state":"complete"}')).toBe('{\n  "id": "c"\n}');
});

it('shows a text as it is when it cannot be read', () => {
  expect(exactPretty('{"a":1,"a":2}')).toBe('{"a":1,"a":2}');
  expect(exactPretty('{"a":')).toBe('{"a":');
});
