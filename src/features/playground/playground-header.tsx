import Bookmark from 'lucide-react/icons/bookmark';
import Code from 'lucide-react/icons/code';
import Columns2 from 'lucide-react/icons/columns-2';
import History from 'lucide-react/icons/rotate-ccw-clock';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import SquarePen from 'lucide-react/icons/square-pen';
import { Suspense, useState } from 'react';
import { Link } from 'react-router-dom';
import { paths } from '@/paths';
import { Button, buttonLook } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { conversationName } from './history/conversation-name';
import { conversationBegun } from './history/keep-conversation';
import { usePlayground } from './playground-store';
import { useKnownRuns } from './known-runs';

const HistoryDialog = lazily(async () => (await import('./history/history-dialog')).HistoryDialog);

const CodeDialog = lazily(async () => (await import('./code/code-dialog')).CodeDialog);

const PresetsDialog = lazily(async () => (await import('./presets/presets-dialog')).PresetsDialog);

const RunningButton = lazily(async () => (await import('./running-button')).RunningButton);

type Props = {
  /** The model that is used while none is chosen. */
  standardModel: string;
  onParameters: () => void;
};

export function PlaygroundHeader({ standardModel, onParameters }: Props) {
  const name = usePlayground((state) =>
    state.turns.length === 0 ? 'Playground' : conversationName(state),
  );
  const isEmpty = usePlayground((state) => state.turns.length === 0);
  const hasRuns = useKnownRuns(({ runs }) => runs.length > 0);
  const [opened, setOpened] = useState<'history' | 'code' | 'presets' | null>(null);
  const close = () => setOpened(null);
  return (
    <header className="flex h-13 shrink-0 items-center gap-2 border-b border-line px-4 max-sm:gap-0.5">
      <h1 className="min-w-0 flex-1 truncate text-title">{name}</h1>
      <Suspense>{hasRuns && <RunningButton />}</Suspense>
      {!isEmpty && (
        <Button
          variant="ghost"
          aria-label="New"
          className="max-sm:px-2"
          onClick={conversationBegun}
        >
          <SquarePen aria-hidden className="size-4" />
          <span className="max-sm:hidden">New</span>
        </Button>
      )}
      <Link
        to={paths.playgroundCompare()}
        aria-label="Compare"
        className={`${buttonLook({ variant: 'ghost' })} max-sm:px-2`}
      >
        <Columns2 aria-hidden className="size-4" />
        <span className="max-sm:hidden">Compare</span>
      </Link>
      <Button
        variant="ghost"
        className="max-sm:px-2"
        aria-label="Presets"
        aria-haspopup="dialog"
        onClick={() => setOpened('presets')}
      >
        <Bookmark aria-hidden className="size-4" />
        <span className="max-sm:hidden">Presets</span>
      </Button>
      <Button
        variant="ghost"
        className="max-sm:px-2"
        aria-label="Code"
        aria-haspopup="dialog"
        onClick={() => setOpened('code')}
      >
        <Code aria-hidden className="size-4" />
        <span className="max-sm:hidden">Code</span>
      </Button>
      <Button
        variant="ghost"
        className="max-sm:px-2"
        aria-label="History"
        aria-haspopup="dialog"
        onClick={() => setOpened('history')}
      >
        <History aria-hidden className="size-4" />
        <span className="max-sm:hidden">History</span>
      </Button>
      <Button
        className="xl:hidden"
        aria-label="Parameters"
        aria-haspopup="dialog"
        onClick={onParameters}
      >
        <SlidersHorizontal aria-hidden className="size-4" />
        <span className="max-sm:hidden">Parameters</span>
      </Button>
      <Suspense>
        {opened === 'history' && <HistoryDialog onClose={close} />}
        {opened === 'presets' && <PresetsDialog onClose={close} />}
        {opened === 'code' && <CodeDialog standardModel={standardModel} onClose={close} />}
      </Suspense>
    </header>
  );
}
