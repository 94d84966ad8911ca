import { describe, expect, it } from 'vitest';
import { readIfMatch, readTags } from './if-match';

describe('If-Match', () => {
  it.each<[header: string | undefined, versions: number[] | undefined]>([
    [undefined, undefined],
    ['', undefined],
    [' ', undefined],
    ['*', undefined],
    [' * ', undefined],
    ['"3"', [3]],
    ['"3","4"', [3, 4]],
    ['"3" ,\t, "4",', [3, 4]],
    ['W/"3"', []],
    ['W/"3", "4"', [4]],
    ['"4", W/"3"', [4]],
    ['w/"3"', []],
    ['W/ "3"', []],
    // A list with a star in it, as two headers make one, asks for something, and nobody knows what.
    ['"3", *', []],
    ['*, "3"', []],
    ['**', []],
    // Not the tags that were given out.
    ['"03"', []],
    ['"+3"', []],
    ['"-3"', []],
    ['"3.0"', []],
    ['"3e0"', []],
    ['"0x3"', []],
    ['" 3"', []],
    ['"٣"', []],
    ['"0"', []],
    ['"9007199254740993"', []],
    ['""', []],
    ['3', []],
    ["'3'", []],
    // A comma between quotes is a sign of the tag, a backslash is one too.
    ['"3,4"', []],
    ['"3,", "4"', [4]],
    ['",3,"', []],
    ['"\\"3"', []],
    // What is garbled in one place is not trusted in another.
    ['"3', []],
    ['3"', []],
    ['"3" 4', []],
    ['"3";"4"', []],
    ['"3" "4', []],
  ])('of %j names the versions %j', (header, versions) => {
    expect(readIfMatch(header)).toEqual(versions);
  });

  it('names versions that are no numbers sign by sign', () => {
    expect(readTags('"aB_-1", W/"c", "d,e"')).toEqual(['aB_-1', 'd,e']);
  });

  it('reads 16 KiB of tags, or of what looks like them, as fast as it came', () => {
    for (const piece of ['"1",', '"', 'W/', '",', '" ', 'W/"', ' ,'])
      expect(readIfMatch(piece.repeat(16_384 / piece.length))).toBeDefined();
  });
});
