import { getConfig, render, screen } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { expect, test, vi } from 'vitest';
import { MarkdownView } from '@/components/markdown/markdown-view';

function show(text: string, isStreaming = false) {
  return render(<MarkdownView text={text} isStreaming={isStreaming} />).container;
}

test('the usual syntax becomes the usual elements', () => {
  const page = show(
    '# H\n\n- a\n  1. b\n\n|x|y|\n|-|-:|\n|1|2|\n\n> q\n\n~~d~~ **s** *e* `c`\n\n---',
  );
  for (const tag of [
    'h3',
    'ul ol',
    'table tbody td',
    'blockquote',
    'del',
    'strong',
    'em',
    'code',
    'hr',
  ]) {
    expect(page.querySelector(tag), tag).not.toBeNull();
  }
});

test('task lists show what is done', () => {
  show('- [x] one\n- [ ] two');
  expect(screen.getByRole('checkbox', { name: 'done' })).toHaveProperty('checked', true);
  expect(screen.getByRole('checkbox', { name: 'not done' })).toHaveProperty('checked', false);
});

test('code says its language, is coloured and can be copied', () => {
  const page = show('```ts\nconst a = 1;\n```');
  expect(page.querySelector('figcaption')?.textContent).toContain('ts');
  expect(page.querySelector('.hljs-keyword')?.textContent).toBe('const');
  expect(screen.getByRole('button', { name: 'Copy code' })).toBeTruthy();
});

test('code coloured in pieces while it grows reads the same as the finished code', () => {
  const code = Array.from({ length: 100 }, (_, line) => `let a${line} = "${line}";`).join('\n');
  const growing = show(`\`\`\`js\n${code}`, true).querySelector('pre')?.textContent;
  expect(growing).toBe(code);
});

const harmless = [
  'a',
  'blockquote',
  'br',
  'button',
  'code',
  'del',
  'div',
  'em',
  'figcaption',
  'figure',
  'h3',
  'h4',
];
const alsoHarmless = [
  'b',
  'kbd',
  'sub',
  'sup',
  'details',
  'summary',
  'hr',
  'input',
  'li',
  'ol',
  'p',
  'path',
  'pre',
  'rect',
  'section',
  'span',
  'strong',
  'svg',
];
const tables = ['table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul', 'circle'];
const allowed = new Set([...harmless, ...alsoHarmless, ...tables]);

const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><animate onbegin=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<style>@import url(//evil.example)</style>',
  '<link rel=stylesheet href=//evil.example>',
  '<base href=//evil.example>',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  '<form action=//evil.example><button>x</button></form>',
  '<a href="javascript:alert(1)">x</a>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:msgbox)',
  '[x](file:///etc/passwd)',
  '[x](blob:http://a/b)',
  '[x](//evil.example)',
  '[x](/settings?baseUrl=evil)',
  '[x](#main)',
  '<javascript:alert(1)>',
  '![x](https://evil.example/beacon.png)',
  '![x](//evil.example/beacon.png)',
  '![x](/v1/chat/completions)',
  '![x](javascript:alert(1))',
  '![x](data:image/svg+xml,<svg onload=alert(1)>)',
  '[![x](https://evil.example/b.png)](javascript:alert(1))',
  '[x]: javascript:alert(1)\n\n[x]',
  '![x][y]\n\n[y]: https://evil.example/b.png',
  '```"><img src=x onerror=alert(1)>\ncode\n```',
  '|<img src=x onerror=alert(1)>|\n|-|\n|<script>x</script>|',
  '# <img src=x onerror=alert(1)>',
  '- [x] <img src=x onerror=alert(1)>',
  '`<img src=x onerror=alert(1)>`',
  'http://evil.example/"onmouseover="alert(1)',
  '<details open ontoggle=alert(1)>',
  '<kbd onclick=alert(1)>x</kbd>',
  '<kbd style="position:fixed" id=main>x</kbd>',
  '<b><img src=x onerror=alert(1)></b>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="https://evil.example" onclick="alert(1)" target=_self>x</a>',
  'a <a href=" jAvascript:alert(1)">x</a>',
  'a <img src="https://evil.example/b.png" onerror=alert(1)>',
  'a <img src="javascript:alert(1)">',
  '<details>\n<summary><script>alert(1)</script></summary>\n<iframe src=x></iframe>\n</details>',
  '> [!NOTE]\n> <script>alert(1)</script>',
  '<!-- --><script>alert(1)</script>',
];

test.each(attacks)('%s neither runs nor fetches nor leads anywhere but the web', (attack) => {
  for (const isStreaming of [false, true]) {
    const page = show(attack, isStreaming);
    for (const element of page.querySelectorAll('*')) {
      expect(allowed).toContain(element.localName);
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on|^src|^style$|^action|^formaction|^srcset/);
        if (name !== 'href') continue;
        expect(value).toMatch(/^(https?|mailto):/);
        expect(element.getAttribute('rel')).toContain('noopener noreferrer');
      }
    }
  }
});

test('an image that is here already appears on click, none from elsewhere', async () => {
  const page = show('![dot](data:image/png;base64,iVBORw0KGgo=) ![far](https://example.com/a.png)');
  expect(page.querySelector('img')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /Show dot/ }));
  expect(page.querySelectorAll('img')).toHaveLength(1);
  expect(screen.getByRole('link', { name: /far \(example.com\)/ })).toBeTruthy();
});

const bombs: [string, string][] = [
  ['3,000 quotes in a line', `${'>'.repeat(3000)} end`],
  ['3,000 lists in a line', `${'- '.repeat(3000)}end`],
  [
    '500 lists in each other',
    Array.from({ length: 500 }, (_, i) => `${' '.repeat(i * 2)}- a`).join('\n'),
  ],
  ['10,000 half images', '![a]('.repeat(10_000)],
  ['10,000 emphases', '_a_'.repeat(20_000)],
  ['1 MB without a space', 'x'.repeat(1_000_000)],
  ['3,000 notes', Array.from({ length: 3_000 }, (_, n) => `a[^${n}]\n\n[^${n}]: b`).join('\n\n')],
  ['5,000 columns', `${'|a'.repeat(5_000)}|\n${'|-'.repeat(5_000)}|\n${'|b'.repeat(5_000)}|`],
  ['5,000 emphases in each other', `${'*a '.repeat(5_000)}${'b*'.repeat(5_000)}`],
  ['100,000 backticks', `${'`'.repeat(100_000)} end`],
  ['20,000 half formulas', '$$\na\n'.repeat(10_000)],
];

test('alerts, comments, keys and folds are shown as GitHub shows them', () => {
  const page = show(
    '> [!WARNING]\n> Mind the **gap**.\n\n<!-- not for\n\nreaders -->\n\nPress <kbd>Ctrl</kbd>.\n\n' +
      '<details>\n<summary>More <b>here</b></summary>\n\n- one\n- two\n\n</details>\n\n<!-- x --> end',
  );
  expect(screen.getByRole('note').textContent).toBe('WarningMind the gap.');
  expect(page.querySelector('kbd')?.textContent).toBe('Ctrl');
  expect(page.querySelector('details summary')?.textContent).toBe('More here');
  expect(page.querySelectorAll('details li')).toHaveLength(2);
  expect(page.textContent).not.toMatch(/\[!|<!--|<kbd|readers|<details/);
  expect(page.textContent).toContain('end');
});

test('a bar in the formula of a cell, and cells beyond the columns, lose no text', () => {
  const page = show(
    '| Norm | Value |\n|---|---|\n| $|x|$ | 2 |\n| \\(a|b\\) | 3 |\n| 4 | 5 | 6 |\n| $5 | $6 |',
  );
  const rows = [...page.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent),
  );
  expect(rows).toEqual([
    ['|x|', '2'],
    ['a|b', '3'],
    ['4', '5 | 6'],
    ['$5', '$6'],
  ]);
});

test('an answer of 120,000 characters stays formatted while it grows and after', async () => {
  const text = 'A **bold** word in each paragraph.\n\n'.repeat(3_400);
  const { container, rerender } = render(<MarkdownView text={text.slice(0, 30_000)} isStreaming />);
  const paragraphs = () => container.querySelectorAll('p > strong').length;
  for (const end of [60_000, 99_000, 101_000, text.length]) {
    const before = paragraphs();
    rerender(<MarkdownView text={text.slice(0, end)} isStreaming />);
    expect(paragraphs()).toBeGreaterThanOrEqual(before);
  }
  rerender(<MarkdownView text={text} isStreaming={false} />);
  await untilRead(() => paragraphs() === 3_400);
  expect(screen.queryByRole('button')).toBeNull();
}, 150_000);

/** A long text comes in slices. Looking for it at each of its changes would cost more than reading it. */
async function untilRead(isRead: () => boolean) {
  await getConfig().asyncWrapper(() =>
    vi.waitFor(() => expect(isRead()).toBe(true), { timeout: 120_000, interval: 100 }),
  );
}

const letters = (from: string | null) => (from ?? '').replace(/[^a-z]/g, '').length;

test.each(bombs)(
  '%s are shown and lose nothing',
  async (_, text) => {
    const page = show(text);
    const all = letters(text);
    await untilRead(() => letters(page.textContent) === all);
  },
  150_000,
);

/** What says something else than its letters: only its "z" is counted. */
const marked: [string, string][] = [
  [
    '10,000 definitions',
    Array.from({ length: 10_000 }, (_, n) => `[${n}]: http://1.2\n`).join('') + 'z [7]',
  ],
  ['5,000 folds', '<details>\nz\n'.repeat(5_000)],
  ['300 alerts', '> [!NOTE]\n> z\n\n'.repeat(300)],
];

test.each(marked)(
  '%s are shown and lose nothing',
  async (_, text) => {
    const page = show(text);
    const count = text.split('z').length;
    await untilRead(() => page.textContent?.split('z').length === count);
  },
  150_000,
);

test('a long table says the same as a short one, and is one for whoever hears it', async () => {
  const rows = Array.from({ length: 800 }, (_, n) => `| row ${n} | **${n}** |\n`).join('');
  show(`| Name | Count |\n|---|--:|\n${rows}`);
  await untilRead(() => document.querySelectorAll('tbody tr').length === 800);
  expect(screen.getAllByRole('table')).toHaveLength(1);
  expect(screen.getByRole('columnheader', { name: 'Count' })).toBeTruthy();
  expect(document.querySelectorAll('tbody strong')).toHaveLength(800);
  expect([...document.querySelectorAll('tbody tr')].at(-1)?.textContent).toBe('row 799799');
}, 150_000);

test('what is printed is read to its end first', () => {
  const parts = Array.from(
    { length: 400 },
    (_, part) => `Part ${part} ${'of this text '.repeat(9)}`,
  );
  vi.useFakeTimers();
  const page = show(parts.join('\n\n'));
  expect(page.textContent).not.toContain('Part 399');
  globalThis.dispatchEvent(new Event('beforeprint'));
  expect(page.querySelectorAll('p')).toHaveLength(400);
  expect(page.textContent).toContain('Part 399');
  vi.useRealTimers();
});
