import { type ReactNode, Suspense, useState } from 'react';
import type { AnswerFormat } from '@/components/answer/answer-format';
import { type AnswerNote } from '#contract/message/answer-note';
import type { MessageLink } from '#contract/message/links';
import { readMessage } from '#contract/message/read-message';
import type { ViewMessage } from '@/components/message/view-message';
import { AnswerNoteView } from '@/components/message/answer-note-view';
import { MessageView } from '@/components/message/message-view';
import { SourceLinks } from '@/components/message/source-links';
import { asRecord } from '@/lib/as-record';
import { named } from '@/ui/lazily';
import { Segmented } from '@/ui/segmented';
import { Skeleton } from '@/ui/skeleton';

const HeatMap = named(() => import('@/components/answer/heat-map'), 'HeatMap');

const JsonAnswer = named(() => import('@/components/answer/json-answer'), 'JsonAnswer');

type Props = {
  message: ViewMessage;
  /** Where it has something from. */
  links?: readonly MessageLink[];
  /** How it ended, if otherwise than well. */
  note?: AnswerNote | null;
  /** What came with it, if anything did. */
  logprobs: unknown;
  format: AnswerFormat | null;
  /** The beginning of the text that was given to the model. */
  begun?: string | undefined;
  isStreaming?: boolean;
  calls?: ReactNode;
};

const labels = { json: 'JSON', text: 'Text', tokens: 'Probabilities' };
type View = keyof typeof labels;

/** An answer as text, and in the other views that it has: as a tree when JSON was asked for, or token by token. */
export function AnswerView(props: Props) {
  const { message, links = [], note = null, logprobs, format, begun, calls } = props;
  const { isStreaming = false } = props;
  const [chosen, setChosen] = useState<View | null>(null);
  const { parts } = readMessage(message);
  const [only] = parts;
  // The other views know one text and nothing beside it.
  const text = parts.length === 1 && only?.kind === 'text' ? only.text : '';
  const views: View[] = ['text'];
  if (!isStreaming && format && text) views.unshift('json');
  if (!isStreaming && hasLogprobs(logprobs)) views.push('tokens');
  const [standard = 'text'] = views;
  const view = chosen && views.includes(chosen) ? chosen : standard;

  return (
    <div className="space-y-2">
      <MessageView
        message={message}
        isStreaming={isStreaming}
        calls={calls}
        text={
          view !== 'text' && (
            <Suspense fallback={<Skeleton className="h-16" />}>
              {view === 'json' && <JsonAnswer text={text} schema={format?.schema ?? null} />}
              {view === 'tokens' && <HeatMap logprobs={logprobs} begun={begun} />}
            </Suspense>
          )
        }
      />
      <SourceLinks links={links} />
      {/* A refusal says so itself. */}
      {note && note.kind !== 'refused' && <AnswerNoteView note={note} />}
      {views.length > 1 && parts.length > 0 && (
        <Segmented
          label="View of the answer"
          className="h-7"
          options={views.map((value) => ({ value, label: labels[value] }))}
          value={view}
          onChange={setChosen}
        />
      )}
    </div>
  );
}

function hasLogprobs(logprobs: unknown): boolean {
  const { content, refusal } = asRecord(logprobs) ?? {};
  return [content, refusal].some((list) => Array.isArray(list) && list.length > 0);
}
