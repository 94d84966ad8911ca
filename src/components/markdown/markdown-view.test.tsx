import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
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
];

const letters = (from: string | null) => (from ?? '').replace(/[^a-z]/g, '').length;

test.each(bombs)('%s are shown and lose nothing', (_, text) => {
  const page = show(text);
  for (const more of screen.queryAllByRole('button', { name: /Show all/ })) fireEvent.click(more);
  expect(letters(page.textContent)).toBe(letters(text));
});
