import { expect, it } from 'vitest';
import { hasWords } from './has-words';

it.each([
  ['cafe', 'Un café, s’il vous plaît', true],
  ['CAFÉ', 'cafe latte', true],
  ['strasse', 'Hauptstraße 4', true],
  ['plait cafe', 'Un café, s’il vous plaît', true],
  ['  ', 'anything', true],
  ['', '', true],
  ['cafe tea', 'Un café', false],
  ['и', 'й', false],
])('%j is found in %j: %j', (typed, text, isFound) => {
  expect(hasWords(typed)(text)).toBe(isFound);
});
