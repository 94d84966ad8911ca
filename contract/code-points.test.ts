import { expect, it } from 'vitest';
import { countCodePoints, firstCodePoints } from './code-points';

it('cuts a text between characters, as counting all of them would', () => {
  const texts = [
    '',
    'abc',
    '😀'.repeat(9),
    'a😀'.repeat(9),
    '😀a\ud83d\ude00',
    'ab\ud83dcd\ude00efghij',
  ];
  for (const text of texts)
    for (let most = 0; most < 20; most += 1) {
      const cut = firstCodePoints(text, most);
      expect(cut).toBe(Array.from(text).slice(0, most).join(''));
      expect(countCodePoints(cut)).toBe(Math.min(most, countCodePoints(text)));
    }
});
