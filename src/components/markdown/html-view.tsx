import { memo } from 'react';
import { InlineView } from '@/components/markdown/inline-view';
import { textOf } from '@/components/markdown/inline/inline-tree';
import { parseInline } from '@/components/markdown/inline/parse-inline';

type Props = { html: string; isOpen: boolean };

/** A block of HTML: its few known tags as elements, comments as nothing, and all other as it was written. */
export const HtmlView = memo(function HtmlView({ html, isOpen }: Props) {
  // Half a comment is nothing yet; one that never ends is text.
  const isHalf = isOpen && /^ {0,3}<!--/.test(html) && !html.includes('-->');
  const tokens = isHalf ? [] : parseInline(html.trim(), { isHtml: true });
  if (textOf(tokens).trim() === '') return null;
  return (
    <p dir="auto" className="my-2.5 whitespace-pre-wrap first:mt-0 last:mb-0">
      <InlineView tokens={tokens} />
    </p>
  );
});
