import { useState } from 'react';
import { Folded } from '@/components/message/folded';
import { textOf } from '@/components/message/message-parts';
import { MessageView } from '@/components/message/message-view';
import { cx } from '@/ui/cx';
import type { PromptTurn } from '../conversation';
import { TurnActions } from '../turn-actions';
import { TurnEditor } from '../turn-editor';
import { VersionSwitch } from '../version-switch';

type Props = { turn: PromptTurn; name: string; onRun: () => void };

/** A message of the conversation like any other, shown where it belongs: with the call that it answers. */
export function GivenResult({ turn, name, onRun }: Props) {
  const [isEditing, setEditing] = useState(false);
  const { message, isError } = turn;
  const isText = typeof message.content === 'string' && !message.content_parts;
  return (
    <fieldset aria-label={`Result of ${name}`} className="min-w-0">
      <header className="flex min-h-7 items-center gap-2 text-xs">
        <span className={cx('flex-1 font-medium', isError ? 'text-danger-ink' : 'text-ink-2')}>
          {isError ? 'Result: an error' : 'Result'}
        </span>
        <TurnActions turn={turn} onEdit={() => setEditing(true)} />
      </header>
      {isEditing ? (
        <TurnEditor turn={turn} onRun={onRun} onClose={() => setEditing(false)} />
      ) : isText ? (
        <Folded>
          <pre className="font-mono text-xs leading-5 break-words whitespace-pre-wrap">
            {textOf(message) || '(empty)'}
          </pre>
        </Folded>
      ) : (
        <MessageView message={{ ...message, role: 'user' }} />
      )}
      <VersionSwitch turn={turn} />
    </fieldset>
  );
}
