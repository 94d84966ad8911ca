import { describe, expect, it } from 'vitest';
import { colorsOf } from './series-colors';

const MODELS = ['gpt-5.1', 'gpt-4o', 'mistral-large', 'claude', 'qwen', 'llama', 'phi'];
const GREY = 7;

describe('the colour of a series', () => {
  it('is its own, and stays when a filter leaves others out or changes the order', () => {
    const all = colorsOf('model', [...MODELS, 'other']);
    expect(new Set(all).size).toBe(8);
    expect(all.at(-1)).toBe(GREY);
    for (const [index, name] of MODELS.entries()) {
      expect(colorsOf('model', [name])).toEqual([all[index]]);
    }
    expect(colorsOf('model', MODELS.toReversed())).toEqual(all.slice(0, -1).toReversed());
  });

  it('stays when names are met one by one, and is not shared while there are others', () => {
    const met = MODELS.map((name) => colorsOf('metadata[team]', [name])[0]);
    expect(colorsOf('metadata[team]', MODELS)).toEqual(met);
  });

  it('is never that of another in one drawing, however many were met before', () => {
    for (let i = 0; i < 40; i += 1) colorsOf('metadata[user]', [`user ${i}`]);
    for (let i = 0; i < 32; i += 1) {
      const eight = Array.from({ length: 8 }, (_, n) => `user ${i + n}`);
      expect(new Set(colorsOf('metadata[user]', eight)).size).toBe(8);
    }
    expect(colorsOf('metadata[user]', ['user 1'])).toEqual(colorsOf('metadata[user]', ['user 1']));
  });
});
