import { describe, expect, it } from 'vitest';
import { searchText, searchWords } from './search-text';

describe('the text to search for', () => {
  it('is what was said, called and refused, not how it was wrapped', () => {
    const messages = JSON.stringify([
      { role: 'user', content: 'Say "content": "x" \\ and\nmore' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Part' },
          { type: 'image_url', image_url: { url: 'data:secretpicture' } },
        ],
      },
      { tool_calls: [{ function: { name: 'look_up', arguments: '{"city":"Rome"}' } }] },
    ]);
    expect(searchText(messages)).toBe(
      'say "content": "x" \\ and\nmore\npart\nlook_up\n{"city":"rome"}',
    );
  });

  it('ends at a limit, never inside an escape', () => {
    for (const unit of ['x', '\\n', '\\u00e9', '\\\\', '\\"']) {
      const text = searchText(`[{"content":"${unit.repeat(70_000)}","text":"beyond"}]`);
      expect(text).toBe((JSON.parse(`"${unit}"`) as string).repeat(65_536));
    }
  });

  it('holds nothing that a database cannot keep', () => {
    expect(searchText(String.raw`{"content":"a\u0000b\ud800c"}`)).toBe('a\uFFFDb\uFFFDc');
  });

  it('is matched by words in any case and form', () => {
    expect(searchWords('  Ärger a\u0308rger  ZWEI ')).toEqual(['ärger', 'zwei']);
    expect(searchWords(' \t\n ')).toEqual([]);
  });
});
