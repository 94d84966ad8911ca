// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { findHits, patternOf } from './find-hits';
import { markHits } from './mark-hits';

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

function page(html: string): Element {
  document.body.innerHTML = html;
  return document.body;
}
function hits(html: string, search: string): string[] {
  const pattern = patternOf(search);
  return pattern ? findHits(page(html), pattern).map(String) : [];
}

it.each([
  [
    'whatever the case, also as part of a word',
    '<p>Refunds: REFUND, prefunded</p>',
    'refund',
    ['Refund', 'REFUND', 'refund'],
  ],
  ['each word by itself', '<p>two, one and two</p>', 'one two', ['two', 'one', 'two']],
  ['a word that is bold in part', '<p>a <b>bol</b><i>d w</i>ord</p>', 'bold', ['bold']],
  ['no word from one paragraph into the next', '<p>abc</p><p>def</p>', 'cd', []],
  ['no cell into the next', '<table><tr><td>ab</td><td>cd</td></tr></table>', 'bc', []],
  [
    'what has a meaning in patterns',
    '<p>a.b a+b [x] \\d $5 a-b (</p>',
    'a.b [x] \\d $5 a-b (',
    ['a.b', '[x]', '\\d', '$5', 'a-b', '('],
  ],
  [
    'an accent in either form',
    '<p>cafe\u0301 caf\u00e9</p>',
    'CAF\u00c9',
    ['cafe\u0301', 'caf\u00e9'],
  ],
  ['an accent that was not typed', '<p>café CAFE</p>', 'cafe', ['café', 'CAFE']],
  ['one letter that is two, whole', '<p>Die Straße, Strasse</p>', 'strasse', ['Straße', 'Strasse']],
  ['a part of what became longer', '<p>xxß ﬁne</p>', 's ine', ['ß', 'ß', 'ﬁne']],
  [
    'what comes after it in the right place',
    '<p>ßßß ﬁ Łódź … end</p>',
    'end lodz',
    ['Łódź', 'end'],
  ],
  ['a Korean syllable by itself', '<p>한국어입니다</p>', '국', ['국']],
  ['Thai and Hindi as they are', '<p>กิน की</p>', 'ก क की', ['กิ', 'की']],
  [
    'phrases, over line breaks too',
    '<p>Refund\n  policy, policy refund</p>',
    '"refund policy"',
    ['Refund\n  policy'],
  ],
  [
    'typographic quotes and soft hyphens',
    '<p>don’t so\u00adft</p>',
    "don't soft",
    ['don’t', 'so\u00adft'],
  ],
  ['scripts without case and emoji', '<p>東京都 😀😀</p>', '京 😀', ['京', '😀', '😀']],
  ['the longer word where two begin', '<p>tokens</p>', 'tok tokens', ['tokens']],
  ['nothing for spaces', '<p>a b</p>', '  ', []],
  [
    'not the words of the dashboard',
    '<article><h2>User</h2><p>user</p><button>User</button><span class="sr-only">user</span></article>',
    'user',
    ['user'],
  ],
])('finds %s', (_what, html, search, found) => {
  expect(hits(html, search)).toEqual(found);
});

it('is quick in a text of a million characters, and ends at a number of marks', () => {
  const text = 'word '.repeat(200_000);
  expect(hits(`<p>${text}</p>`, 'word')).toHaveLength(5_000);
});

it('marks what comes later too, and takes its marks away', async () => {
  const marks = new Set<Range>();
  vi.stubGlobal('Highlight', function () {
    return marks;
  });
  vi.stubGlobal('CSS', { highlights: new Map() });
  const root = page('<div data-text>one two</div><p>one</p>');
  const stop = markHits(root, 'one', '[data-text]');
  expect([...marks].map(String)).toEqual(['one']);
  root.querySelector('[data-text]')?.append(' one');
  await vi.waitFor(() => expect(marks.size).toBe(2));
  stop();
  expect(marks.size).toBe(0);
});

it('leaves the page as it is where a browser has no such marks', () => {
  vi.stubGlobal('CSS', {});
  const root = page('<p data-text>one</p>');
  expect(() => markHits(root, 'one', '[data-text]')()).not.toThrow();
  expect(root.innerHTML).toBe('<p data-text="">one</p>');
});
