import { useState } from 'react';
import { BlockView } from '@/components/markdown/block-view';
import { createMarkdownReader } from '@/components/markdown/markdown-reader';

type Props = { text: string; isStreaming: boolean };

export function MarkdownView({ text, isStreaming }: Props) {
  // Reading the same text twice gives the same blocks, so a render that is thrown away does no harm.
  const [reader] = useState(createMarkdownReader);
  return reader
    .read(text, !isStreaming)
    .map(({ key, token, isOpen }) => <BlockView key={key} token={token} isOpen={isOpen} />);
}
