import { expect, test } from 'vitest';
import { draftOf, functionOf, initialCalls, knownCalls, untrusted } from './call-handling';

test('what was saved is read back, and nothing else', () => {
  const saved = {
    ...initialCalls,
    functions: { f: '() => 1' },
    goesOn: true,
    rounds: 3,
    drafts: { a: { text: 'x', isError: true } },
  };
  expect(knownCalls(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
  expect(knownCalls(undefined)).toEqual(initialCalls);
  const odd = { functions: { f: 1 }, rounds: 1e9, seconds: 'x', drafts: { a: null, b: {} } };
  expect(knownCalls(odd)).toEqual({ ...initialCalls, isTrusted: false });
});

test('a tool may have the name of what every object has', () => {
  expect(functionOf(initialCalls, 'constructor')).toBeNull();
  expect(draftOf(initialCalls, 'toString')).toEqual({ text: '' });
});

test('functions from elsewhere are not trusted, and a conversation without any has none to trust', () => {
  expect(untrusted({ ...initialCalls, functions: { f: '() => 1' } }).isTrusted).toBe(false);
  expect(untrusted(initialCalls).isTrusted).toBe(true);
});
