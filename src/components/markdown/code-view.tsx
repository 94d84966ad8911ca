import { memo } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { highlight } from '@/components/markdown/highlight';
import { CodeBlock } from '@/ui/code-block';

type Props = { code: string; lang: string | undefined; isOpen: boolean };

const chunkLines = 24;
/** Beyond this, colours cost more than they tell. */
const longestHighlighted = 60_000;

export function CodeView({ code, lang, isOpen }: Props) {
  // "```ts title=x" and "```{.python}" occur; the first word is the language.
  const language = lang?.match(/[\w+#-]+/)?.[0] ?? '';
  // While the code grows, only its last lines are coloured anew.
  const chunks = isOpen ? inChunks(code) : [code];
  return (
    <CodeBlock code={code} label={language || 'text'} className="my-3">
      {code.length > longestHighlighted
        ? code
        : byPosition(chunks, (chunk) => <Chunk code={chunk} language={language} />)}
    </CodeBlock>
  );
}

const Chunk = memo(function Chunk({ code, language }: { code: string; language: string }) {
  return highlight(code, language);
});

function inChunks(code: string): string[] {
  const lines = code.split(/(?<=\n)/);
  const chunks: string[] = [];
  for (let start = 0; start < lines.length; start += chunkLines) {
    chunks.push(lines.slice(start, start + chunkLines).join(''));
  }
  return chunks;
}
