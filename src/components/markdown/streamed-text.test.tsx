import { cleanup, render } from '@testing-library/react';
import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { MarkdownView } from '@/components/markdown/markdown-view';

const many = (line: string) => line.repeat(Math.ceil(2_200 / line.length));

/** What answers are made of, and long blocks, of which the first parts settle while they grow. */
const pieces = constantFrom(
  '# h\n',
  'word ',
  '\n',
  '\n\n',
  '- a\n',
  '  - b\n',
  '- [x] c\n',
  '1. d\n',
  '> q\n',
  '> [!NOTE]\n',
  '> [!tip]\n> e\n',
  '```ts\n',
  '```\n',
  '**',
  '*',
  '`',
  '|a|b|\n|-|-|\n',
  '|c|**d\n',
  '[x][y] ',
  '\n[y]: http://a.b\n',
  '[^1]: note\n',
  'see[^1] ',
  '$x_1$',
  '$$\nx\n',
  '$$\n',
  '\\(y',
  '\\)',
  '<kbd>K</kbd>',
  '<kbd>',
  '<details>\n',
  '</details>\n',
  '<summary>s</summary>\n',
  '<!-- c\n',
  '-->\n',
  '「**重要**」です',
  '**「強調」**の',
  '&amp;',
  '~~s~~',
  many('- item with **bold** and [x][y]\n'),
  many('1. item\n\n   more of it\n'),
  many('> paragraph\n>\n'),
  many('> - item in a quote\n'),
  many('|e|f|\n'),
  many('let a = 1; // code\n'),
  'words *and* more [x][y] '.repeat(500),
);

function textOf(element: ParentNode): string {
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim();
}

test('streamed piece by piece, the page says at the end what it says of the whole text', () => {
  assert(
    property(array(pieces, { maxLength: 14 }), (parts) => {
      const text = parts.join('');
      const { container, rerender } = render(<MarkdownView text="" isStreaming />);
      let soFar = '';
      for (const part of parts) rerender(<MarkdownView text={(soFar += part)} isStreaming />);
      rerender(<MarkdownView text={text} isStreaming={false} />);
      const inSteps = textOf(container);
      cleanup();
      const whole = render(<MarkdownView text="" isStreaming={false} />);
      // Longer than one slice: those come later.
      for (let end = 0; end < text.length + 8_000; end += 8_000)
        whole.rerender(<MarkdownView text={text} isStreaming={false} />);
      expect(inSteps).toBe(textOf(whole.container));
      cleanup();
    }),
    { seed: 77, numRuns: 25, endOnFailure: true },
  );
}, 120_000);
