import { lazy, Suspense, useState } from 'react';
import { PlainText } from '@/components/markdown/plain-text';
import { Button } from '@/ui/button';

type Props = { text: string; isStreaming?: boolean };

const load = () => import('@/components/markdown/markdown-view');
const MarkdownView = lazy(async () => ({ default: (await load()).MarkdownView }));

// Whoever shows messages will need it soon; until then it must not compete with the page itself.
globalThis.requestIdleCallback?.(() => void load());

/** Formatting a longer text takes long enough to be noticed, so the reader decides. */
const longestFormatted = 100_000;

/** Markdown that may still be growing; the text as it is until its code has arrived. */
export function Markdown({ text, isStreaming = false }: Props) {
  const [isWanted, setWanted] = useState(false);
  if (text.length > longestFormatted && !isWanted) {
    return (
      <>
        <PlainText text={text} />
        <Button size="sm" variant="ghost" className="mt-2" onClick={() => setWanted(true)}>
          Format this long text
        </Button>
      </>
    );
  }
  return (
    // Clipped: a formula may have any place and size, and is not to cover what is no part of the text.
    <div className="overflow-clip text-base break-words [overflow-clip-margin:6px] [overflow-wrap:anywhere]">
      <Suspense fallback={<PlainText text={text} />}>
        <MarkdownView text={text} isStreaming={isStreaming} />
      </Suspense>
    </div>
  );
}
