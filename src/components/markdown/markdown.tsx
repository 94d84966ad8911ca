import { Suspense } from 'react';
import { PlainText } from '@/components/markdown/plain-text';
import { named } from '@/ui/lazily';

type Props = { text: string; isStreaming?: boolean };

export const MarkdownView = named(
  () => import(/* soon */ '@/components/markdown/markdown-view'),
  'MarkdownView',
);

/** Markdown that may still be growing; the text as it is until its code has arrived. */
export function Markdown({ text, isStreaming = false }: Props) {
  return (
    // Clipped: a formula may have any place and size, and is not to cover what is no part of the text.
    <div className="overflow-clip text-read break-words [overflow-clip-margin:6px] [overflow-wrap:anywhere]">
      <Suspense fallback={<PlainText text={text} />}>
        <MarkdownView text={text} isStreaming={isStreaming} />
      </Suspense>
    </div>
  );
}
