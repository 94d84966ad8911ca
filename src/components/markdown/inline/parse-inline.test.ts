import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { keyOf } from './destinations';
import type { InlineToken } from './inline-token';
import type { InlineOptions } from './inline-options';
import { parseInline } from './parse-inline';

const links = new Map([[keyOf('Y'), 'https://y.example/?a=1&amp;b']]);

/** Tokens as short text: `<em>a</>`, `<link https://…>words</>`, `{image:alt}`. */
function shown(source: string, options: InlineOptions = { links }): string {
  return parseInline(source, options).map(short).join('');
}

function short(token: InlineToken): string {
  if (token.type === 'text') return token.text;
  if ('tokens' in token) {
    const { type } = token;
    const name = type === 'link' ? `link ${token.href}` : type === 'tag' ? token.name : type;
    return `<${name}>${token.tokens.map(short).join('')}</>`;
  }
  if (token.type === 'maths') return `{maths:${token.tex}}`;
  if (token.type === 'footnote-ref') return `{note:${token.label}}`;
  return token.type === 'br' ? '{br}' : `{${token.type}:${token.text}}`;
}

test.each([
  // One tilde means "about", two are a line through the words.
  ['(~2000 lines) and (~5000 lines)', '(~2000 lines) and (~5000 lines)'],
  ['大约~12万和~510万, ~3~5, 1~3', '大约~12万和~510万, ~3~5, 1~3'],
  ['~~gone~~ ~~~no~~~ ~~a~b~~', '<del>gone</> ~~~no~~~ <del>a~b</>'],
  // Marks beside the punctuation of texts without spaces.
  ['これは**「重要」**です。', 'これは<strong>「重要」</>です。'],
  ['这是**“重点”**内容。', '这是<strong>“重点”</>内容。'],
  ['**注意：**请看', '<strong>注意：</>请看'],
  ['**제목:**은 *(중요)*는', '<strong>제목:</>은 <em>(중요)</>는'],
  ['これは~~「古い」~~です', 'これは<del>「古い」</>です'],
  ['これは*「斜体」*です', 'これは<em>「斜体」</>です'],
  ['这是***“都”***的', '这是<em><strong>“都”</></>的'],
  [
    '**`コード`**は、**[文](https://a.b)**。',
    '<strong>{codespan:コード}</>は、<strong><link https://a.b>文</></>。',
  ],
  ['你好**😀笑**吧', '你好<strong>😀笑</>吧'],
  ['a**"b"**c 5*3*2 2 * 3 * 4', 'a**"b"**c 5<em>3</>2 2 * 3 * 4'],
  // Addresses end before what is not theirs.
  [
    '请访问 https://example.org/a。谢谢',
    '请访问 <link https://example.org/a>https://example.org/a</>。谢谢',
  ],
  [
    '（https://a.b/c）、「https://a.b」',
    '（<link https://a.b/c>https://a.b/c</>）、「<link https://a.b>https://a.b</>」',
  ],
  ['“https://a.b/c”', '“<link https://a.b/c>https://a.b/c</>”'],
  ['**https://a.b/c**。', '<strong><link https://a.b/c>https://a.b/c</></>。'],
  [
    '(https://a.b/c_(d)) https://a.b.',
    '(<link https://a.b/c_(d)>https://a.b/c_(d)</>) <link https://a.b>https://a.b</>.',
  ],
  [
    'me@a.example。 www.a.example！',
    '<link mailto:me@a.example>me@a.example</>。 <link http://www.a.example>www.a.example</>！',
  ],
  ['[https://a.b](https://c.d)', '<link https://c.d>https://a.b</>'],
  // Character references are characters, but not in code.
  ['AT&amp;T &copy; x &rarr; y &#39; &#x1F600; &nope; &', "AT&T © x → y ' 😀 &nope; &"],
  ['[R&amp;D](https://a.b/?a=1&amp;b=2 "t&quot;")', '<link https://a.b/?a=1&b=2>R&D</>'],
  [
    '[x][y] [y][] [y]',
    '<link https://y.example/?a=1&b>x</> <link https://y.example/?a=1&b>y</> <link https://y.example/?a=1&b>y</>',
  ],
  ['`&amp;` &lt;b&gt; \\&amp;', '{codespan:&amp;} <b> &amp;'],
  // CommonMark, as far as marks go.
  [
    '*a **b** c* ***x*** **a*b** _a_b_ __init__',
    '<em>a <strong>b</> c</> <em><strong>x</></> <strong>a*b</> <em>a_b</> <strong>init</>',
  ],
  ['`a`` b` ``c`d`` `` ` ``', '{codespan:a`` b} {codespan:c`d} {codespan:`}'],
  ['[a [b](x) c](y) ![a *b*](z)', '[a <link x>b</> c](y) {image:a b}'],
  ['[a](<b c> (t)) [a](b c) [a](b\\)c)', '<link b c>a</> [a](b c) <link b)c>a</>'],
  // But for line ends, which a chat means as they are written.
  ['a  \nb\\\nc\nd', 'a{br}b{br}c{br}d'],
  // A few tags, none of the others.
  [
    '<kbd>Ctrl</kbd>+H<sub>2</sub><br>x<sup>**2**</sup>',
    '<kbd>Ctrl</>+H<sub>2</>{br}x<sup><strong>2</></>',
  ],
  ['a<!-- not *this* -->b <!-- open', 'ab <!-- open'],
  ['<script>x</script> <kbd onclick=x>y <b>z</i>', '<script>x</script> <kbd onclick=x>y <b>z</i>'],
  ['<kbd onclick="x">y</kbd> <a href="https://a.b">c</a>', '<kbd>y</> <link https://a.b>c</>'],
  ['**<b>a**</b>', '**<b>a**</>'],
  // Formulas and notes.
  [
    '$x_1*2*3$ \\(a*b*c\\) costs $5 or $6 [^1]',
    '{maths:x_1*2*3} {maths:a*b*c} costs $5 or $6 {note:1}',
  ],
  ['so \\begin{cases}1\\\\2\\end{cases}', 'so {maths:\\begin{cases}1\\\\2\\end{cases}}'],
])('%j', (source, expected) => {
  expect(shown(source)).toBe(expected);
});

test.each([
  ['so **bold', 'so <strong>bold</>'],
  ['これは**「重', 'これは<strong>「重</>'],
  ['a **b *c', 'a <strong>b <em>c</></>'],
  ['5 * 3 and 5*3', '5 * 3 and 5*3'],
  ['see [the docs](https://exam', 'see the docs'],
  ['see [the docs', 'see the docs'],
  ['![a cat](https://exam', '{image:a cat}'],
  ['`code', '{codespan:code}'],
  ['press <kb', 'press '],
  ['press <kbd>Ctrl', 'press Ctrl'],
  ['a <!-', 'a '],
])('while it grows, %j is shown as it will be', (source, expected) => {
  expect(shown(source, { isGrowing: true })).toBe(expected);
});

const units =
  '*a |**a|a**b*|_a_|[|![a](|[a](b |]|`a``b|`|<|<b>|<i></b>|<!--|&|&amp|$a |$$|\\(|\\begin{align}|a@|*www.a/|http://a|http://a.b |[a][b]|[a|~~a |  |a \n|x|\\|[a](<b|[a](b "|*a_ |[^a|*_|***a** |「**」';

test.each(units.split('|'))('%j many times takes no more than in proportion', (unit) => {
  const time = (length: number) => {
    const source = unit.repeat(length / unit.length);
    const start = process.cpuUsage().user;
    parseInline(source, { links });
    parseInline(source, { links, isGrowing: true });
    return (process.cpuUsage().user - start) / 1_000;
  };
  time(20_000);
  // Ten times as much may take some thirty times as long on a busy machine; were it quadratic, a hundred times.
  expect(time(200_000)).toBeLessThan(30 * Math.max(time(20_000), 20));
});

const pieces = array(
  constantFrom(
    ...'*|**|_|~~|~|`|``|[|](|)|![|]|<kbd>|</kbd>|<b>|</b>|<!--|-->|a|b |「|」|&amp;|$|\\(|\\)|\\|\n|  \n|http://a.b/|x@y.z|[^1]|"|:'.split(
      '|',
    ),
  ),
  { maxLength: 30 },
);

test('whatever the marks, no word is lost and nothing throws', () => {
  assert(
    property(pieces, (parts) => {
      const source = parts.map((part) => (part === 'a' ? 'Ä' : part)).join('');
      // Only addresses and comments hide words.
      const isPlain = !/[(<]|http/.test(source);
      const all = shown(source);
      shown(source, { links, isGrowing: true });
      const count = (text: string) => text.split('Ä').length;
      if (isPlain) expect(count(all)).toBe(count(source));
    }),
    { seed: 77, numRuns: 3_000 },
  );
});
