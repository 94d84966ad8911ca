import { describe, expect, it } from 'vitest';
import { csvLine } from './csv';

describe('a line of a table', () => {
  it('has texts, numbers and empty cells', () => {
    expect(csvLine(['a', 0.000_25, null, '', -1])).toBe('a,0.00025,,,-1\r\n');
  });

  it('quotes what holds a quote, a comma or a line break', () => {
    expect(csvLine(['say "hi", then\nleave', 'a\rb'])).toBe('"say ""hi"", then\nleave","a\rb"\r\n');
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\n=1',
    ' =1',
    '\u00A0=1',
    '\u3000@a',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    ' \t=1',
    '\uFEFF=1',
  ])('makes %j inert in spreadsheets', (text) => {
    expect(csvLine([text]).replace(/^"/, '').startsWith(`'${text}`)).toBe(true);
  });

  it.each(['a=1', "'=1", 'mail@a.b', '1-1', 'ﬁ'])('leaves %j alone', (text) => {
    expect(csvLine([text])).toBe(`${text}\r\n`);
  });
});
