import Bookmark from 'lucide-react/icons/bookmark';
import Code from 'lucide-react/icons/code';
import Columns2 from 'lucide-react/icons/columns-2';
import History from 'lucide-react/icons/rotate-ccw-clock';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import SquarePen from 'lucide-react/icons/square-pen';
import { type ComponentProps, type ReactNode, Suspense, useState } from 'react';
import { Link } from 'react-router-dom';
import { paths } from '@/paths';
import { Button, buttonLook } from '@/ui/button';
import { named } from '@/ui/lazily';
import { KeysHeld, Opening } from '@/ui/opening';
import { conversationBegun } from '../history/keep-conversation';
import { useKnownRuns } from '../runs/known-runs';
import { setRows } from '../parameters/parameter-rows';
import { usePlayground } from '../turns/playground-store';
import { ConversationCost } from './conversation-cost';
import { ConversationTitle } from './conversation-title';

const HistoryDialog = named(() => import('../history/history-dialog'), 'HistoryDialog');

const CodeDialog = named(() => import('../code/code-dialog'), 'CodeDialog');

const PresetsDialog = named(() => import('../presets/presets-dialog'), 'PresetsDialog');

const RunningButton = named(() => import('./running-button'), 'RunningButton');

type Props = {
  /** The model that is used while none is chosen. */
  standardModel: string;
  /** Null where they stand beside the conversation. */
  onParameters: (() => void) | null;
};

export function PlaygroundHeader({ standardModel, onParameters }: Props) {
  const isEmpty = usePlayground((state) => state.turns.length === 0);
  const hasRuns = useKnownRuns(({ runs }) => runs.length > 0);
  const [opened, setOpened] = useState<'history' | 'code' | 'presets' | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const close = () => setOpened(null);
  return (
    <header className="flex h-13 shrink-0 items-center gap-0.5 border-b border-line ps-5 pe-3 max-sm:pe-1.5">
      <ConversationTitle />
      <ConversationCost />
      <Suspense>{hasRuns && <RunningButton />}</Suspense>
      {!isEmpty && (
        <Action name="New" onClick={conversationBegun}>
          <SquarePen aria-hidden className="size-4" />
        </Action>
      )}
      <Link
        to={paths.playgroundCompare()}
        aria-label="Compare"
        onClick={({ ctrlKey, metaKey, shiftKey }) => setLeaving(!ctrlKey && !metaKey && !shiftKey)}
        className={`${buttonLook({ variant: 'ghost', size: 'sm' })} max-sm:px-2`}
      >
        <Columns2 aria-hidden className="size-4" />
        <span className="max-sm:hidden">Compare</span>
      </Link>
      <Action name="Presets" aria-haspopup="dialog" onClick={() => setOpened('presets')}>
        <Bookmark aria-hidden className="size-4" />
      </Action>
      <Action name="Code" aria-haspopup="dialog" onClick={() => setOpened('code')}>
        <Code aria-hidden className="size-4" />
      </Action>
      <Action name="History" aria-haspopup="dialog" onClick={() => setOpened('history')}>
        <History aria-hidden className="size-4" />
      </Action>
      {onParameters && <ParametersButton onClick={onParameters} />}
      {/* The page that was asked for is drawn when there is time: letters are meant for it before that. */}
      {isLeaving && <KeysHeld />}
      <Opening>
        {opened === 'history' && <HistoryDialog onClose={close} />}
        {opened === 'presets' && <PresetsDialog onClose={close} />}
        {opened === 'code' && <CodeDialog standardModel={standardModel} onClose={close} />}
      </Opening>
    </header>
  );
}

type ActionProps = ComponentProps<typeof Button> & { name: string; children: ReactNode };

function Action({ name, children, ...rest }: ActionProps) {
  return (
    <Button variant="ghost" size="sm" aria-label={name} {...rest}>
      {children}
      <span className="max-sm:hidden">{name}</span>
    </Button>
  );
}

/** Where the parameters are a sheet, it says how many are set. */
function ParametersButton({ onClick }: { onClick: () => void }) {
  const count = usePlayground(({ parameters }) => setRows(parameters).length);
  return (
    <Button
      size="sm"
      className="ms-1.5"
      aria-label={count === 0 ? 'Parameters' : `Parameters, ${count} set`}
      aria-haspopup="dialog"
      onClick={onClick}
    >
      <SlidersHorizontal aria-hidden className="size-4" />
      <span className="max-sm:hidden">Parameters</span>
      {count > 0 && (
        <span className="min-w-4.5 rounded-full bg-accent px-1 text-center text-xs/4.5 font-semibold text-on-accent tabular-nums">
          {count}
        </span>
      )}
    </Button>
  );
}
