import { describe, expect, it } from 'vitest';
import { folded } from './folded';
import { searchWords } from './search-words';

describe('a folded text', () => {
  it.each([
    ['café', 'CAFE'],
    ['cafe\u0301', 'Café'],
    ['Straße', 'STRASSE'],
    ['STRAẞE', 'strasse'],
    ['Łódź', 'lodz'],
    ['Smørrebrød', 'smorrebrod'],
    ['Œuvre, Æther', 'oeuvre, aether'],
    ['Việt Nam', 'viet nam'],
    ['Đorđević', 'dordevic'],
    ['İSTANBUL', 'istanbul'],
    ['ısparta', 'ISPARTA'],
    ['ΟΔΟΣ', 'οδος'],
    ['Ἀθῆναι', 'αθηναι'],
    ['ёлка', 'елка'],
    ['за́мок', 'замок'],
    ['שָׁלוֹם', 'שלום'],
    ['كِتَاب', 'كتاب'],
    ['زيــد', 'زيد'],
    ['ﬁnal ＡＢＣ ㈱ ①', 'final abc (株) 1'],
    ['ｶﾞｲﾄﾞ', 'ガイド'],
    ['don’t “say” it´s', 'don\'t "say" it\'s'],
    ['2019–2020 co\u2011op −5', '2019-2020 co-op -5'],
    ['so\u00adft zero\u200bwidth', 'soft zerowidth'],
    ['می‌خواهم', 'میخواهم'],
    ['❤️', '❤'],
    ['½', '1/2'],
    ['wait…', 'wait...'],
    ['a\u00a0b', 'a b'],
  ])('%s is %s', (text, other) => {
    expect(folded(text)).toBe(folded(other));
  });

  it.each([
    ['Japanese, where a mark makes another sound', 'が', 'か'],
    ['Japanese, in both alphabets', 'パ', 'ハ'],
    ['Russian', 'й', 'и'],
    ['Ukrainian', 'ї', 'і'],
    ['Macedonian', 'ќ', 'к'],
    ['Arabic', 'أ', 'ا'],
    ['Thai vowels', 'กิน', 'กน'],
    ['Thai tones', 'น้ำ', 'นำ'],
    ['Hindi vowels', 'की', 'क'],
    ['Hindi without a vowel', 'क्', 'क'],
    ['Korean', '한', '하'],
    ['Tamil', 'கி', 'க'],
  ])('keeps letters of %s apart', (_, text, other) => {
    expect(folded(text)).not.toBe(folded(other));
  });

  it.each([
    '東京都',
    '한국어',
    'ひらがな',
    'กรุงเทพ',
    'हिन्दी',
    'العربية',
    '🚋',
    'a\u0000'.slice(0, 1),
  ])('leaves %s as it is', (text) => {
    expect(folded(text)).toBe(text);
  });

  it('is folded once for all', () => {
    // Letters with marks, forms of letters, enclosed ones: the rest of Unicode has no other kinds.
    const blocks = [
      [0, 0x3400],
      [0xa640, 0xac10],
      [0xf900, 0x10000],
      [0x1d400, 0x1d800],
      [0x1f100, 0x1f300],
    ] as const;
    for (const point of blocks.flatMap(([from, to]) =>
      Array.from({ length: to - from }, (_, i) => from + i),
    )) {
      const once = folded(`a${String.fromCodePoint(point)}b`);
      expect(folded(once)).toBe(once);
    }
  });

  it('holds nothing that a database cannot keep', () => {
    expect(folded('a\0b\ud800c')).toBe('a\uFFFDb\uFFFDc');
  });
});

it.each([
  ['words in any case and form, each once', '  Ärger a\u0308rger  ZWEI ', ['arger', 'zwei']],
  ['nothing', ' \t\n ', []],
  ['a phrase', 'late "Refund\n  policy" fee', ['late', 'refund policy', 'fee']],
  ['typographic quotes', '“no refunds”', ['no refunds']],
  ['a quoted word', '"refund"', ['refund']],
  ['a quote that is not closed', '"refund policy', ['"refund', 'policy']],
  ['inches', '5" pipe 6"', ['5"', 'pipe', '6"']],
  ['members of JSON', '{"a b":1} "c":', ['{"a', 'b":1}', '"c":']],
  ['empty quotes', '"" " "', ['""', '"']],
])('a search for %s', (_, search, words) => {
  expect(searchWords(search)).toEqual(words);
});
