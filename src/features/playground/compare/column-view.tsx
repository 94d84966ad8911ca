import Settings2 from 'lucide-react/icons/settings-2';
import Square from 'lucide-react/icons/square';
import X from 'lucide-react/icons/x';
import { memo, useState } from 'react';
import { ModelPicker } from '@/components/model-picker';
import { MessageFrame, MessageView } from '@/components/message/message-view';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { IconButton } from '@/ui/icon-button';
import { isRunning, promptTurn, type Turn } from '../conversation';
import { settingNames } from '../parameters/parameter-table';
import type { Parameters } from '../parameters/parameters';
import type { Conversation } from '../playground-store';
import { problemsOf } from '../parameters/problems';
import { SettingsPanel } from '../parameters/settings-panel';
import { shownTurns } from '../turn-tree';
import { variablesIn } from '../variables/variables';
import { VariableFields } from '../variables/variable-fields';
import { ColumnAnswer } from './column-answer';
import { columnParametersChanged, columnRemoved, columnVariableChanged } from './comparison-events';
import { letterOf, useComparison } from './comparison-store';
import { stopColumn } from './run-columns';

type Props = {
  column: Conversation;
  at: number;
  standardModel: string;
  /** Only more than two can be made fewer. */
  canRemove: boolean;
  onRun: (id: string) => void;
  onScroll: (scroller: HTMLElement) => void;
};

export function ColumnView({ column, at, standardModel, canRemove, onRun, onScroll }: Props) {
  const [isOpen, setOpen] = useState(false);
  const draft = useComparison((state) => state.draft);
  const { id, parameters } = column;
  const letter = letterOf(at);
  const isBusy = column.turns.some(isRunning);
  const hasProblem = Object.keys(problemsOf(parameters)).length > 0;
  const onChange = (change: Partial<Parameters>) => columnParametersChanged(id, change);
  return (
    <section
      aria-label={`Column ${letter}`}
      className="flex min-w-0 shrink-0 grow basis-80 snap-start flex-col border-r border-line last:border-r-0 max-sm:basis-[88vw]"
    >
      <header className="space-y-1 border-b border-line px-3 py-2">
        <div className="flex items-center gap-1">
          <h2 className="w-4 shrink-0 text-sm font-semibold text-ink-3">{letter}</h2>
          <div className="min-w-0 flex-1">
            <ModelPicker
              model={parameters.model || standardModel}
              onPick={(model) => onChange({ model })}
            />
          </div>
          <IconButton
            label={`Parameters of ${letter}`}
            aria-haspopup="dialog"
            onClick={() => setOpen(true)}
          >
            <Settings2 aria-hidden className="size-4" />
          </IconButton>
          {canRemove && (
            <IconButton label={`Remove column ${letter}`} onClick={() => columnRemoved(id)}>
              <X aria-hidden className="size-4" />
            </IconButton>
          )}
        </div>
        <p className="truncate pl-5 text-xs text-ink-3" title={summaryOf(parameters)}>
          {hasProblem ? (
            <span className="text-danger-ink">Correct the parameters</span>
          ) : (
            summaryOf(parameters)
          )}
        </p>
      </header>
      <section
        data-column
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        tabIndex={0}
        aria-label={`Conversation of ${letter}`}
        onScroll={(event) => onScroll(event.currentTarget)}
        className="min-h-0 flex-1 space-y-3 scrolls-y p-2"
      >
        {shownTurns(column).map((turn) => (
          <ColumnTurn key={turn.key} turn={turn} id={id} onRun={onRun} />
        ))}
      </section>
      {isBusy && (
        <Button size="sm" className="m-2 self-center" onClick={() => void stopColumn(column)}>
          <Square aria-hidden className="size-3 fill-current" /> Stop {letter}
        </Button>
      )}
      {isOpen && (
        <Dialog title={`Parameters of ${letter}`} placement="right" onClose={() => setOpen(false)}>
          <SettingsPanel {...{ parameters, standardModel, onChange }} />
          <div className="space-y-2 pt-4">
            <h3 className="text-xs font-medium text-ink-3">Variables</h3>
            <VariableFields
              names={variablesIn([
                ...shownTurns(column),
                promptTurn({ role: 'user', content: draft }),
              ])}
              values={parameters.variables}
              onChange={(name, value) => columnVariableChanged(id, name, value)}
            />
          </div>
        </Dialog>
      )}
    </section>
  );
}

type TurnProps = { turn: Turn; id: string; onRun: (id: string) => void };

/** A turn that has not changed is not drawn again while another one grows. */
const ColumnTurn = memo(function ColumnTurn({ turn, id, onRun }: TurnProps) {
  if (turn.kind === 'answer') return <ColumnAnswer turn={turn} id={id} onRun={onRun} />;
  return (
    <MessageFrame message={turn.message}>
      <MessageView message={turn.message} />
    </MessageFrame>
  );
});

/** What is set, in the order of the panel. */
function summaryOf(parameters: Parameters): string {
  const set = settingNames.filter((name) => parameters[name].isSet);
  const words = set.map((name) => {
    const value = String(parameters[name].value);
    return value.length > 16 || value.includes('\n') ? name : `${name} ${value}`;
  });
  return words.join(' · ') || 'Nothing set';
}
