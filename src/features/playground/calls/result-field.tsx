import type { KeyboardEvent } from 'react';
import type { MessageCall } from '#contract/message/calls';
import { isComposing } from '@/ui/is-composing';
import { Spinner } from '@/ui/spinner';
import { TextArea } from '@/ui/text-area';
import { draftOf } from '../request/call-handling';
import { useInTalk, useTalk } from '../turns/talk';
import { resultDrafted } from './call-events';
import { useFunctionRun } from './function-run';
import { isFilled, wentOn } from './go-on';

type Props = { call: MessageCall; open: readonly MessageCall[]; onRun: () => void };

/** Stands in for the tool: what is written here is sent as if the tool had said it. */
export function ResultField({ call: { id, name }, open, onRun }: Props) {
  const { text, isError } = useInTalk((state) => draftOf(state.calls, id));
  const talk = useTalk();
  const isCalculating = useFunctionRun(({ running }) => running.includes(id));

  function onKeyDown(event: KeyboardEvent) {
    const isRun = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!isRun || isComposing(event) || event.repeat) return;
    event.preventDefault();
    event.stopPropagation();
    if (isFilled(open, talk.getState().calls)) wentOn(open, onRun, talk);
  }

  if (isCalculating) {
    return (
      <p className="flex items-center gap-2 py-1 text-xs text-ink-2">
        <Spinner className="size-3.5" /> The function is running
      </p>
    );
  }
  return (
    <TextArea
      label={`Result of ${name}`}
      hint={isError ? 'The function failed. This is sent, so that the model learns of it.' : null}
      mono
      rows={2}
      spellCheck={false}
      value={text}
      onChange={(event) => resultDrafted(id, { text: event.target.value }, talk)}
      onKeyDown={onKeyDown}
      controlClassName={isError ? 'max-h-[40vh] text-danger-ink' : undefined}
    />
  );
}
