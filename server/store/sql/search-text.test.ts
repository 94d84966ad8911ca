import { describe, expect, it } from 'vitest';
import { PHRASE_LENGTH, SEARCHED_LENGTH } from '#contract/search';
import { folded } from '#contract/folded';
import { searchText } from './search-text';

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
    expect(searchText(messages).split('\n')).toEqual([
      'say "content": "x" \\ and more',
      'part',
      'look_up',
      '{"city":"rome"}',
    ]);
  });

  it('ends at a limit, never inside an escape', () => {
    for (const unit of ['x', '\\u00e9', '\\\\', '\\"']) {
      const text = searchText(`[{"content":"${unit.repeat(300_000)}","text":"beyond"}]`);
      expect(text).toBe(folded(JSON.parse(`"${unit}"`) as string).repeat(262_144));
    }
  });

  it('is found at once among millions of blanks', () => {
    const blanks = ' '.repeat(1_000_000);
    for (const key of ['content', 'input'])
      for (const rest of [`${blanks}1`, `${blanks}:${blanks}1`, `:${blanks}1`, `:${blanks}"Rome"`])
        expect(searchText(`[{"${key}"${rest}}]`)).toBe(rest.includes('Rome') ? 'rome' : '');
    expect(searchText(`[{"arguments":${blanks}{"city":"Rome"}}]`)).toBe('{"city":"rome"}');
  });

  it('holds a long text whole as far as phrases are found, then each word once, to the last of a book', () => {
    const book = 'lorem ipsum\\n'.repeat(80_000);
    const text = searchText(`[{"content":"${book}quetzal"}]`);
    expect(text.length).toBeLessThan(PHRASE_LENGTH + 20);
    expect([text.slice(0, 17), text.slice(-13)]).toEqual(['lorem ipsum lorem', 'lorem quetzal']);
  });

  it('holds every word of a text as long as is promised', () => {
    const words = Array.from({ length: SEARCHED_LENGTH / 8 }, (_, i) => String(i).padStart(7, '0'));
    expect(searchText(JSON.stringify({ content: words.join(' ') }))).toBe(words.join(' '));
  });

  it('does not read on for ever', () => {
    const text = `${'a b '.repeat(2_500_000)} beyond`;
    const began = process.cpuUsage();
    const found = searchText(JSON.stringify({ content: text }));
    expect([found.length <= PHRASE_LENGTH, found.includes('beyond')]).toEqual([true, false]);
    // Of the processor, whatever else it has to do.
    expect(process.cpuUsage(began).user).toBeLessThan(1_000_000);
  });

  it('holds nothing that a database cannot keep', () => {
    expect(searchText(String.raw`{"content":"a\u0000b\ud800c"}`)).toBe('a\uFFFDb\uFFFDc');
  });
});

it.each([
  ['what is spoken', '{"audio":{"data":"AAAA","transcript":"Guten Tag"}}', 'guten tag'],
  ['free text for a tool', '{"custom":{"name":"sql","input":"select 1"}}', 'sql\nselect 1'],
  [
    'thinking in parts',
    '{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]}]}',
    'hm',
  ],
  ['thinking in blocks', '{"thinking_blocks":[{"thinking":"Hm","signature":"s"}]}', 'hm'],
  ['the title of a source', '{"url_citation":{"url":"u","title":"Peaks"}}', 'peaks'],
  ['what a provider said', '{"error":{"code":502,"message":"Garbage"}}', 'garbage'],
  [
    'arguments as an object',
    '{"arguments":{"room":"Attic {\\"","level":[40]},"text":"b"}',
    '{"room":"attic {\\"","level":[40]}\nb',
  ],
])('%s is found', (_, json, text) => {
  expect(searchText(json)).toBe(text);
});
