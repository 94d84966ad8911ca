import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createUtf8Reader } from './utf8-reader';

/** Cuts bytes at these places; two that are the same leave an empty piece between them. */
function piecesOf(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length];
  at.sort((one, other) => one - other);
  return at.slice(1).map((end, n) => bytes.subarray(at[n], end));
}

it('tells what was not UTF-8 from a replacement character that was sent, however both are cut', () => {
  const part = fc.constantFrom('a', 'é', '�', '🦘', '\xff', '\xef\xbf');
  fc.assert(
    fc.property(fc.array(part), fc.array(fc.nat()), (parts, cuts) => {
      const isBad = (text: string) => text === '\xff' || text === '\xef\xbf';
      const bytes = Buffer.concat(
        parts.map((text) => Buffer.from(text, isBad(text) ? 'latin1' : 'utf8')),
      );
      const reader = createUtf8Reader();
      for (const piece of piecesOf(bytes, cuts)) reader.read(piece);
      expect(reader.isUtf8()).toBe(!parts.some(isBad));
    }),
  );
});

it('knows a replacement character on both sides of a piece with nothing in it', () => {
  const reader = createUtf8Reader();
  for (const piece of [[0xef, 0xbf], [], [0xbd]]) reader.read(Buffer.from(piece));
  expect(reader.isUtf8()).toBe(true);
});
