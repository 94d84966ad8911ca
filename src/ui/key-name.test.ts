// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { keyName } from './key-name';

test.each([
  ['j', 'KeyJ', false, 'j'],
  ['о', 'KeyJ', false, 'j'],
  ['О', 'KeyJ', true, 'J'],
  ['х', 'BracketLeft', false, '['],
  ['Х', 'BracketLeft', true, '{'],
  ['ж', 'Semicolon', false, ';'],
  // What is no letter is what it types: the question mark of a Russian keyboard is on the key of 7.
  ['?', 'Digit7', true, '?'],
  ['.', 'Slash', false, '.'],
  ['é', 'Digit2', false, 'é'],
  ['ø', 'Quote', false, 'ø'],
  ['Enter', 'Enter', false, 'Enter'],
  // An on-screen keyboard knows no places.
  ['о', '', false, 'о'],
])('%s on %s (Shift: %s) is %s', (key, code, shiftKey, name) => {
  expect(keyName(new KeyboardEvent('keydown', { key, code, shiftKey }))).toBe(name);
});
