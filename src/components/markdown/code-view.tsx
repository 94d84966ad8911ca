import { memo } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { codeChunks, LONGEST_CHUNK } from '@/components/markdown/code-chunks';
import { highlight } from '@/components/markdown/highlight';
import { inGroups } from '@/components/markdown/in-groups';
import type { CodeToken } from '@/components/markdown/open-block';
import { textBlocks } from '@/lib/text-blocks';
import { CodeBlock } from '@/ui/code-block';

type Props = { token: CodeToken; isOpen: boolean };

/** Longer code is coloured in pieces also when it is whole: all at once would stall the page. */
const LONGEST_WHOLE = 20_000;

export function CodeView({ token, isOpen }: Props) {
  const { text, lang } = token;
  // "```ts title=x" and "```{.python}" occur; the first word is the language.
  const language = lang?.match(/[\w+#-]+/)?.[0] ?? '';
  const chunks = chunksOf(token);
  const isInPieces =
    isOpen || text.length > LONGEST_WHOLE || chunks.some(({ length }) => length > LONGEST_CHUNK);
  return (
    <CodeBlock code={text} label={language || 'text'} className="my-3">
      {isInPieces
        ? // While the code grows, only its last lines are coloured anew.
          inGroups(chunks, { isOpen: false, version: 0 }, (chunk) => (
            <Chunk code={chunk} language={language} />
          ))
        : highlight(text, language)}
    </CodeBlock>
  );
}

function chunksOf({ text, settled = [] }: CodeToken): string[] {
  const length = settled.reduce((sum, chunk) => sum + chunk.length, 0);
  return [...settled, ...codeChunks(text.slice(length))];
}

/** Laid out only near the screen, and as wide as its longest line: what is beside it would be cut off. */
const Chunk = memo(function Chunk({ code, language }: { code: string; language: string }) {
  if (code.length > LONGEST_CHUNK) return <LongLine text={code} />;
  return (
    <span className="block w-max min-w-full [contain-intrinsic-size:auto_0px_auto_480px] [content-visibility:auto]">
      {highlight(code, language)}
    </span>
  );
});

/** It wraps, in pieces. They are no blocks, which would be copied as lines of their own. */
function LongLine({ text }: { text: string }) {
  return (
    <span className="block whitespace-pre-wrap [overflow-wrap:anywhere]">
      {byPosition(textBlocks(text, LONGEST_CHUNK), (piece) => (
        <span className="inline-block w-full align-top [contain-intrinsic-size:auto_600px] [content-visibility:auto]">
          {piece}
        </span>
      ))}
    </span>
  );
}
