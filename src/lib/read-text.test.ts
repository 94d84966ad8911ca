import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readText } from './read-text';

const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const wide = (text: string, isLittle: boolean) => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), isLittle);
  return bytes;
};

test.each([
  ['näme;1', latin1('näme;1'), 'windows-1252'],
  ['préférée, naïve, Größe', latin1('préférée, naïve, Größe'), 'windows-1252'],
  ['äöü', latin1('äöü'), 'windows-1252'],
  ['name;1\r\n', wide('name;1\r\n', true), 'utf-16le'],
  ['name;1\r\n', wide('name;1\r\n', false), 'utf-16be'],
  ['Ελλάδα', wide('\uFEFFΕλλάδα', true), 'utf-16le'],
  ['Ελλάδα', wide('\uFEFFΕλλάδα', false), 'utf-16be'],
  // “Hello, world” in GBK, with its wide comma.
  [
    '你好，世界',
    Uint8Array.from([0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xca, 0xc0, 0xbd, 0xe7]),
    'gb18030',
  ],
])('reads %s', (text, bytes, encoding) => {
  expect(readText(bytes)).toEqual({ text, encoding });
});

test('reads any UTF-8, with its mark and without', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/[\p{Cc}\uFEFF]/u.test(text));
      const bytes = new TextEncoder().encode(text);
      expect(readText(bytes)).toEqual({ text, encoding: null });
      const marked = Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes]);
      expect(readText(marked)).toEqual({ text, encoding: null });
    }),
  );
});

test.each([
  ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])],
  ['an archive', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 0xb3, 0x91])],
])('%s is no text', (_, bytes) => {
  expect(readText(bytes)).toBeNull();
});

test('nothing is an empty text', () => {
  expect(readText(new Uint8Array())).toEqual({ text: '', encoding: null });
});
