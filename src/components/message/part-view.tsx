import { Ban, Paperclip } from 'lucide-react';
import { ImageLink } from '@/components/markdown/image-link';
import { Markdown } from '@/components/markdown/markdown';
import { PlainText } from '@/components/markdown/plain-text';
import type { MessagePart } from '@/components/message/message-parts';
import { buttonLook } from '@/ui/button';
import { CodeBlock } from '@/ui/code-block';

type Props = {
  part: MessagePart;
  /** Markdown as elements; otherwise the text as it is. */
  isFormatted: boolean;
  isStreaming: boolean;
};

export function PartView({ part, isFormatted, isStreaming }: Props) {
  switch (part.kind) {
    case 'text':
      if (isFormatted) return <Markdown text={part.text} isStreaming={isStreaming} />;
      return (
        <div className="text-base">
          <PlainText text={part.text} />
        </div>
      );
    case 'refusal':
      return <Refusal text={part.text} />;
    case 'image':
      return (
        <p>
          <ImageLink href={part.url} alt="image" />
        </p>
      );
    case 'attachment':
      return <Attachment name={part.name} dataUrl={part.dataUrl} />;
    default:
      return <CodeBlock label="unknown content" code={part.json} />;
  }
}

function Refusal({ text }: { text: string }) {
  return (
    <div className="flex gap-2 rounded-lg border border-line bg-warning-soft px-3 py-2">
      <Ban aria-hidden className="mt-1 size-4 shrink-0 text-warning-ink" />
      <div className="min-w-0 text-base">
        <p className="text-xs font-medium text-warning-ink">The model refused</p>
        <PlainText text={text} />
      </div>
    </div>
  );
}

function Attachment({ name, dataUrl }: { name: string; dataUrl: string | null }) {
  if (dataUrl === null) {
    return (
      <p className="flex items-center gap-1.5 text-sm text-ink-2">
        <Paperclip aria-hidden className="size-3.5" /> {name}
      </p>
    );
  }
  return (
    <p>
      <a href={dataUrl} download={name} className={buttonLook({ size: 'sm' })}>
        <Paperclip aria-hidden className="size-3.5" /> Save {name}
      </a>
    </p>
  );
}
