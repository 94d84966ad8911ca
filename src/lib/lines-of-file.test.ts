import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesOfFile, LONGEST_SHOWN } from './lines-of-file';

const line = fc.string({
  unit: fc.constantFrom('a', '{', 'ü', '漢', '"', ' ', '\r', '\\'),
  maxLength: 6,
});

it('finds every line by its number, as the server counts them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.boolean(), async (lines, isEnded) => {
      const all = ['first', ...lines];
      const file = new Blob([all.join('\n') + (isEnded ? '\n' : '')]);
      const found = await linesOfFile(
        file,
        all.map((_, index) => index + 1),
      );
      expect([...(found ?? [])]).toEqual(
        all.map((text, index) => [index + 1, text.replace(/\r$/, '')]),
      );
    }),
  );
});

it('goes over the pieces that it reads, and leaves out what is too long', async () => {
  const long = 'x'.repeat(1024 * 1024 - 4);
  const file = new Blob([`${long}\nab漢cd\n${'y'.repeat(LONGEST_SHOWN + 1)}\nend`]);
  expect(await linesOfFile(file, [1, 2, 3, 4])).toEqual(
    new Map([
      [2, 'ab漢cd'],
      [4, 'end'],
    ]),
  );
});

it.each([
  ['a list', ' \n[{"id":1},\n{"id":2}]', false],
  ['a list behind a byte order mark', '\uFEFF[1]', false],
  ['what is indented', '{ \r\n  "id": 1\n}', false],
  ['lines', '{"id":1}\n{"id":2}', true],
  ['an empty file', '', true],
])('tells %s from lines', async (_name, text, isOfLines) => {
  expect((await linesOfFile(new Blob([text]), [1])) !== null).toBe(isOfLines);
});
