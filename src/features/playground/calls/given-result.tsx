import { useState } from 'react';
import { ResultText } from '@/components/message/result-text';
import { cx } from '@/ui/cx';
import type { PromptTurn } from '../conversation';
import { TurnActions } from '../turn-actions';
import { TurnEditor } from '../turn-editor';
import { TurnVersions } from '../turn-versions';

type Props = { turn: PromptTurn; name: string; onRun: () => void };

/** A message of the conversation like any other, shown where it belongs: with the call that it answers. */
export function GivenResult({ turn, name, onRun }: Props) {
  const [isEditing, setEditing] = useState(false);
  const { message, isError } = turn;
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
      ) : (
        <ResultText message={message} />
      )}
      <TurnVersions turn={turn} />
    </fieldset>
  );
}
