import Wrench from 'lucide-react/icons/wrench';
import type { ReactNode } from 'react';
import { isJson, prettyJson } from '@/components/message/pretty-json';
import type { MessageCall } from '#contract/message/calls';
import { CopyButton } from '@/ui/copy-button';

type Props = {
  call: MessageCall;
  /** Beside the name: what can be done with the call. */
  actions?: ReactNode;
  /** Its result, given or to be given. */
  children?: ReactNode;
};

/** What the model wants to be called, with what came of it; the two belong together by the call's id. */
export function ToolCallCard({ call: { kind, id, name, input }, actions, children }: Props) {
  const isOdd = kind !== 'custom' && input !== '' && !isJson(input);
  return (
    <figure
      aria-label={`Call of ${name}`}
      className="my-2 overflow-hidden rounded-lg border border-line bg-surface"
    >
      <header className="flex min-h-9 flex-wrap items-center gap-x-2 border-b border-line py-0.5 pr-1 pl-3 text-xs">
        {/* A name of 64 letters takes lines of its own rather than those of the buttons. */}
        <span className="flex min-w-0 grow basis-56 gap-2 py-1.5">
          <Wrench aria-hidden className="mt-px size-3.5 shrink-0 text-ink-3" />
          <span className="min-w-0 font-mono font-medium wrap-anywhere">{name}</span>
        </span>
        {kind === 'custom' && <span className="text-ink-3">free text</span>}
        {isOdd && <span className="text-ink-3">not JSON, shown as it came</span>}
        <span className="ml-auto flex min-w-0 items-center">
          {actions}
          {id && kind !== 'legacy' && (
            <CopyButton text={id} label="Copy the id" className="min-w-0 font-mono text-ink-3">
              {id}
            </CopyButton>
          )}
          <CopyButton text={input} label="Copy the arguments" />
        </span>
      </header>
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        tabIndex={0}
        className="max-h-80 scrolls p-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap"
      >
        {(kind === 'custom' ? input : prettyJson(input)) || '(no arguments)'}
      </pre>
      {children && <div className="border-t border-line bg-sunken px-3 py-2">{children}</div>}
    </figure>
  );
}
