import Ban from 'lucide-react/icons/ban';
import Paperclip from 'lucide-react/icons/paperclip';
import { Suspense } from 'react';
import { REFUSED } from '#contract/message/answer-note';
import type { MessagePart } from '#contract/message/parts';
import { Markdown } from '@/components/markdown/markdown';
import { PlainText } from '@/components/markdown/plain-text';
import { asBytes } from '@/components/message/as-bytes';
import { toneOf } from '@/components/message/answer-note-view';
import { Picture } from '@/components/message/picture';
import { shownText } from '@/lib/shown-text';
import { buttonLook } from '@/ui/button';
import { CodeBlock } from '@/ui/code-block';
import { lazily } from '@/ui/lazily';
import { Note } from '@/ui/note';

// Few messages have sound.
const AudioView = lazily(async () => (await import('@/components/message/audio-view')).AudioView);

type Props = {
  part: MessagePart;
  /** Answers are Markdown. */
  isAnswer: boolean;
  /** Markdown as elements; otherwise the text as it is. */
  isFormatted: boolean;
  isStreaming: boolean;
};

export function PartView({ part, isAnswer, isFormatted, isStreaming }: Props) {
  switch (part.kind) {
    case 'text':
      if (isAnswer && isFormatted) return <Markdown text={part.text} isStreaming={isStreaming} />;
      return (
        <div className="text-read">
          <PlainText text={part.text} />
        </div>
      );
    case 'refusal':
      return <Refusal text={part.text} />;
    case 'image':
      return <Picture url={part.url} alt={isAnswer ? 'Made by the model' : 'Attached picture'} />;
    case 'audio':
      return (
        <Suspense fallback={<PlainText text={part.transcript} />}>
          <AudioView part={part} />
        </Suspense>
      );
    case 'file':
      return <Attachment name={part.name} data={part.data} />;
    default:
      return <CodeBlock label="content of another kind" code={part.json} />;
  }
}

function Refusal({ text }: { text: string }) {
  return (
    <Note tone={toneOf('refused')} icon={<Ban aria-hidden />} className="text-read">
      <p className="text-xs font-medium">{REFUSED.title}</p>
      <PlainText text={text} />
      <p className="mt-1 text-xs text-ink-2">{REFUSED.text}</p>
    </Note>
  );
}

function Attachment({ name: given, data }: { name: string; data: string | null }) {
  // A name that is turned round would hide what kind of file it is.
  const name = shownText(given);
  if (data === null) {
    return (
      <p className="flex items-center gap-1.5 text-sm text-ink-2">
        <Paperclip aria-hidden className="size-3.5" /> <bdi>{name}</bdi>
      </p>
    );
  }
  return (
    <p>
      <a href={asBytes(data)} download={name} className={buttonLook({ size: 'sm' })}>
        <Paperclip aria-hidden className="size-3.5" /> Save <bdi>{name}</bdi>
      </a>
    </p>
  );
}
