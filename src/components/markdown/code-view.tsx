import { memo } from 'react';
import { codeChunks, LONGEST_CHUNK } from '@/components/markdown/code-chunks';
import { highlight } from '@/components/markdown/highlight';
import { inGroups } from '@/components/markdown/in-groups';
import type { CodeToken } from '@/components/markdown/open-block';
import { CodeBlock } from '@/ui/code-block';

type Props = { token: CodeToken; isOpen: boolean };

/** Longer code is coloured in pieces also when it is whole: all at once would stall the page. */
const LONGEST_WHOLE = 20_000;

export function CodeView({ token, isOpen }: Props) {
  const { text, lang } = token;
  // "```ts title=x" and "```{.python}" occur; the first word is the language.
  const language = lang?.match(/[\w+#-]+/)?.[0] ?? '';
  return (
    <CodeBlock code={text} label={language || 'text'} className="my-3">
      {isOpen || text.length > LONGEST_WHOLE
        ? // While the code grows, only its last lines are coloured anew.
          inGroups(chunksOf(token), { isOpen: false, version: 0 }, (chunk) => (
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

const Chunk = memo(function Chunk({ code, language }: { code: string; language: string }) {
  return code.length > LONGEST_CHUNK ? code : highlight(code, language);
});
