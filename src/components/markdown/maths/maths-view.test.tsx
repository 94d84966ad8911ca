import { render, screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import { MarkdownView } from '@/components/markdown/markdown-view';

// The code for formulas comes with the first one.
beforeAll(async () => {
  // jsdom's MathML elements have no style, as a browser's have.
  Object.defineProperty(Element.prototype, 'style', { configurable: true, value: {} });
  const page = show('$a$');
  await waitFor(() => expect(page.querySelector('math')).not.toBeNull(), { timeout: 20_000 });
}, 30_000);

function show(text: string, isStreaming = false) {
  return render(<MarkdownView text={text} isStreaming={isStreaming} />).container;
}

test.each([
  ['$a^2 + b^2$', 'inline'],
  ['\\(a^2\\)', 'inline'],
  ['so\n$$\na^2\n$$\nthen', 'block'],
  ['\\[\na^2\n\\]', 'block'],
  ['- a list with $a_1 * b * c$', 'inline'],
])('%j is a formula', (text, kind) => {
  const page = show(text);
  const maths = page.querySelector('math');
  expect(maths, page.innerHTML).not.toBeNull();
  expect(maths?.getAttribute('display') ?? 'inline').toBe(kind);
});

test.each([
  'It costs $5 and $10.',
  'between $5-$10, or ($20)',
  '$100k to US$',
  'from $HOME/$USER on',
  'a $ b $ c',
  '`$x$` is code',
  'escaped \\$x$',
  '$$ alone',
])('%j stays text', (text) => {
  const page = show(text);
  expect(page.querySelector('math')).toBeNull();
  expect(page.textContent).toContain('$');
});

test('half a formula is shown as it was written until its end has come', () => {
  const page = show('Thus:\n\n$$\n\\frac{a_1}{b*2', true);
  expect(page.querySelector('math, em')).toBeNull();
  expect(page.textContent).toContain('\\frac{a_1}{b*2');
  const inline = show('for \\(x_1 + *y', true);
  expect(inline.querySelector('math, em')).toBeNull();
  expect(inline.textContent).toBe('for \\(x_1 + *y');
});

test('an answer that ends within a formula keeps its words', () => {
  expect(show('Thus:\n\n$$\n\\frac{a}{b').textContent).toContain('\\frac{a}{b');
});

const hostile = [
  '\\href{javascript:alert(1)}{x}',
  '\\url{https://evil.example}',
  '\\includegraphics{https://evil.example/a.png}',
  '\\class{fixed inset-0}{x}',
  '\\style{position:fixed}{x}',
  '\\id{main}{x}',
  '\\data{onclick=alert(1)}{x}',
  '\\text{<img src=x onerror=alert(1)>}',
  '\\color{url(https://evil.example)}x',
  '\\rule{9999em}{9999em}',
  '\\def\\a{\\a\\a}\\a',
  '\\def\\a#1{#1#1#1#1#1#1#1#1}\\a{\\a{\\a{\\a{\\a{x}}}}}',
  `${'{'.repeat(1_900)}x${'}'.repeat(1_900)}`,
  '\\frac{'.repeat(600),
  'x'.repeat(3_900),
  '\\begin{matrix}' + 'a&'.repeat(1_900) + '\\end{matrix}',
];

test.each(hostile)('%s is inert and bounded', (tex) => {
  const page = show(`$$\n${tex}\n$$`);
  expect(page.querySelector('math, code')).not.toBeNull();
  expect(page.querySelectorAll('*').length).toBeLessThan(4_500);
  for (const element of page.querySelectorAll('*')) {
    expect(element.localName).not.toMatch(/^(a|img|script|annotation|semantics|mglyph|maction)$/);
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(/^(on|href|src|xlink|id$)/);
      expect(value).not.toMatch(/url\(|javascript:|fixed/);
      if (name === 'width' || name === 'height') expect(parseFloat(value)).toBeLessThan(501);
    }
  }
});

test('references lead to the notes below the message, and back', () => {
  const page = show(
    'One[^a] and two[^2], but [^none] and `[^a]`.\n\n[^a]: First *note*\n[^2]: Second,\n    which goes on\n',
  );
  const notes = screen.getByRole('list', { name: 'Notes' });
  expect(notes.querySelectorAll(':scope > li')).toHaveLength(2);
  expect(notes.querySelector('em')?.textContent).toBe('note');
  screen.getByRole('link', { name: 'Note 2' }).click();
  expect(document.activeElement?.textContent).toContain('Second, which goes on'.slice(0, 7));
  screen.getByRole('button', { name: 'Back to reference 2' }).click();
  expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Note 2' }));
  expect(page.textContent).toContain('[^none]');
});

test('notes of two messages do not meet', () => {
  const text = 'See[^1]\n\n[^1]: here';
  show(text);
  show(text);
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(1);
});
