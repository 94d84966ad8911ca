import { describe, expect, it } from 'vitest';
import { colorsOf, REST } from './series-colors';

const MODELS = ['gpt-5.1', 'gpt-4o', 'mistral-large', 'claude', 'qwen'];

describe('the colour of a series', () => {
  it('is the next of five for the first names, and stays when a filter leaves others out', () => {
    expect(colorsOf('model', [...MODELS, null])).toEqual([0, 1, 2, 3, 4, REST]);
    for (const [index, name] of MODELS.entries()) {
      expect(colorsOf('model', [name])).toEqual([index]);
    }
    expect(colorsOf('model', MODELS.toReversed())).toEqual([4, 3, 2, 1, 0]);
  });

  it('stays when names are met one by one', () => {
    const met = MODELS.map((name) => colorsOf('metadata[team]', [name])[0]);
    expect(colorsOf('metadata[team]', MODELS)).toEqual(met);
  });

  it('is for later names what is free where they are drawn, never that of another', () => {
    colorsOf('metadata[user]', ['a', 'b', 'c', 'd', 'e']);
    expect(colorsOf('metadata[user]', ['b', 'later', 'd'])).toEqual([1, 0, 3]);
    expect(colorsOf('metadata[user]', ['v', 'w', 'x', 'y', 'z'])).toEqual([0, 1, 2, 3, 4]);
    expect(colorsOf('metadata[user]', ['v', 'a', 'b', 'c', 'd', 'e'])).toEqual([
      REST,
      0,
      1,
      2,
      3,
      4,
    ]);
    expect(colorsOf('metadata[user]', ['b'])).toEqual([1]);
  });

  it('is not that of the rest for a name that reads like it', () => {
    expect(colorsOf('metadata[odd]', ['other', '', '(none)', null])).toEqual([0, 1, 2, REST]);
  });
});
