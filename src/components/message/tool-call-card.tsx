import { Wrench } from 'lucide-react';
import { prettyJson } from '@/components/message/pretty-json';
import type { ViewToolCall } from '@/components/message/message-parts';
import { CopyButton } from '@/ui/copy-button';

/** What the model wants to be called; the result below refers to it by the same id. */
export function ToolCallCard({ call }: { call: ViewToolCall }) {
  return (
    <figure
      aria-label={`Call of ${call.name}`}
      className="my-2 overflow-hidden rounded-lg border border-line bg-surface"
    >
      <header className="flex h-8 items-center gap-2 border-b border-line pr-1 pl-3 text-xs">
        <Wrench aria-hidden className="size-3.5 text-ink-3" />
        <span className="truncate font-mono font-medium">{call.name}</span>
        <span className="ml-auto truncate font-mono text-ink-3">{call.id}</span>
        <CopyButton text={call.input} label="Copy the arguments" />
      </header>
      <pre className="max-h-80 overflow-auto p-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap">
        {prettyJson(call.input) || '(no arguments)'}
      </pre>
    </figure>
  );
}
