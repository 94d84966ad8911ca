import Ellipsis from 'lucide-react/icons/ellipsis';
import Copy from 'lucide-react/icons/copy';
import Settings2 from 'lucide-react/icons/sliders-horizontal';
import Trash2 from 'lucide-react/icons/trash';
import { useState } from 'react';
import { ModelPicker } from '@/components/model-picker';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { named } from '@/ui/lazily';
import { Menu, MenuItem } from '@/ui/menu';
import { Opening } from '@/ui/opening';
import { parametersChanged } from '../turns/conversation-events';
import { problemsOf } from '../parameters/problems';
import { rowTitle, setRows, settingOf } from '../parameters/parameter-rows';
import { valueWords } from '../parameters/row-words';
import type { Parameters } from '../parameters/parameters';
import { type Conversation, isAnswering } from '../turns/playground-store';
import { columnTalk } from '../comparison/column-talk';
import { columnAdded, columnRemoved } from '../comparison/comparison-events';
import { letterOf, mostColumns } from '../comparison/comparison-store';

const ColumnSettings = named(() => import('./column-settings'), 'ColumnSettings');

type Props = {
  column: Conversation;
  at: number;
  count: number;
  standardModel: string;
};

/** Which column it is, who answers there, and with what. */
export function ColumnHead({ column, at, count, standardModel }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { id, parameters } = column;
  const letter = letterOf(at);
  const isBusy = isAnswering(column);
  const hasProblem = Object.keys(problemsOf(parameters)).length > 0;
  return (
    <>
      <div className="flex items-center gap-1">
        <h2 className="grid size-5 shrink-0 place-items-center rounded-[5px] bg-ink text-xs font-semibold text-surface">
          {letter}
        </h2>
        <div className="flex min-w-0 flex-1">
          <ModelPicker
            isQuiet
            placement="bottom-start"
            model={parameters.model || standardModel}
            onPick={(model) => parametersChanged({ model }, columnTalk(id))}
          />
        </div>
        <IconButton
          label={`Parameters of ${letter}`}
          size="iconSm"
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          <Settings2 aria-hidden className="size-3.5" />
        </IconButton>
        <Menu
          label={`Column ${letter}`}
          placement="bottom-end"
          trigger={
            <Button variant="ghost" size="iconSm" aria-label={`More of column ${letter}`}>
              <Ellipsis aria-hidden className="size-3.5" />
            </Button>
          }
        >
          <MenuItem
            icon={<Copy aria-hidden />}
            disabledReason={count >= mostColumns ? 'Four columns at most' : undefined}
            onSelect={() => columnAdded(id)}
          >
            Duplicate
          </MenuItem>
          <MenuItem
            danger
            icon={<Trash2 aria-hidden />}
            disabledReason={
              count <= 2
                ? 'A comparison has two columns at least'
                : isBusy
                  ? 'It is running'
                  : undefined
            }
            onSelect={() => columnRemoved(id)}
          >
            Remove
          </MenuItem>
        </Menu>
      </div>
      <p className="truncate ps-6 text-xs text-ink-3 empty:hidden" title={summaryOf(parameters)}>
        {hasProblem ? (
          <span className="text-danger-ink">Correct the parameters</span>
        ) : (
          summaryOf(parameters)
        )}
      </p>
      <Opening>
        {isOpen && (
          <ColumnSettings {...{ id, letter, standardModel }} onClose={() => setOpen(false)} />
        )}
      </Opening>
    </>
  );
}

/** What is set, in the order of the panel. */
function summaryOf(parameters: Parameters): string {
  const words = setRows(parameters).map(
    (name) => `${rowTitle(name)} ${valueWords(name, settingOf(parameters, name).value)}`,
  );
  return [...words, ...(parameters.store ? [] : ['not stored'])].join(' · ');
}
