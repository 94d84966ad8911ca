import ArrowLeft from 'lucide-react/icons/arrow-left';
import Lock from 'lucide-react/icons/lock';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import Trash2 from 'lucide-react/icons/trash';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { useKey } from '@/components/keys/key-store';
import { ProviderMark } from '@/components/provider-mark';
import type { Pace } from '@/lib/pieces';
import { shownText } from '@/lib/shown-text';
import { formatDateTime, formatRelativeTime } from '@/lib/format';
import { ownUrl } from '@/lib/own-address';
import { paths } from '@/paths';
import { buttonLook } from '@/ui/button';
import { CopyButton } from '@/ui/copy-button';
import { IconButton } from '@/ui/icon-button';
import { ariaKeys, Kbd } from '@/ui/kbd';
import { Segmented } from '@/ui/segmented';
import { Spinner } from '@/ui/spinner';
import { FactsLine } from './facts-line';
import { StopButton } from './stop-button';

export const VIEWS = ['rendered', 'text', 'raw', 'request'] as const;
export type View = (typeof VIEWS)[number];
const NAMES: Record<View, string> = {
  rendered: 'Rendered',
  text: 'Text',
  raw: 'JSON',
  request: 'Request',
};
const OPTIONS = VIEWS.map((value) => ({ value, label: NAMES[value] }));

type Props = {
  connection: Connection;
  answer: CompletionAnswer;
  /** Of an answer that is still coming. */
  pace: Pace | null;
  view: View;
  onView: (view: View) => void;
  /** What its source is, where that matters. */
  mark: ReactNode;
  /** Query string of the table that it belongs to. */
  table: string;
  onDelete: () => void;
  /** Why its source does not delete; null where it does. */
  cannotDelete: string | null;
  /** The ways to the completions before and after it. */
  steps: ReactNode;
};

export function CompletionHeader(props: Props) {
  const { connection, answer, pace, view, onView, mark, table, onDelete } = props;
  const { cannotDelete, steps } = props;
  const { id, model, created } = answer.data;
  const openKey = useKey('openInPlayground');
  const isRunning = answer.facts?.state === 'running';
  return (
    <header>
      <div className="flex min-h-13 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line py-2 ps-3 pe-4">
        <Link
          to={paths.completions(table)}
          aria-label="Back to completions"
          aria-keyshortcuts="Escape"
          title="Back to the list (Esc)"
          className={buttonLook({ variant: 'ghost', size: 'iconSm' })}
        >
          <ArrowLeft aria-hidden className="size-4" />
        </Link>
        {answer.facts?.provider && <ProviderMark name={answer.facts.provider} />}
        <h1 dir="auto" className="max-w-max min-w-16 flex-[99_1_0] truncate text-title">
          {shownText(model)}
        </h1>
        {isRunning ? (
          <span className="flex shrink-0 items-center gap-1.5 text-accent-ink">
            <Spinner className="size-3.5" /> Running
          </span>
        ) : (
          <span className="shrink-0 text-ink-3" title={formatDateTime(created)}>
            {formatRelativeTime(created)}
          </span>
        )}
        {mark}
        <span className="contents max-sm:order-last max-sm:block max-sm:w-full">{steps}</span>
        <span className="flex-1" />
        <CopyButton text={() => ownUrl(paths.completion(id, table))} label="Copy the link" />
        {isRunning ? (
          <StopButton key={id} connection={connection} id={id} />
        ) : (
          <>
            <Delete cannot={cannotDelete} onDelete={onDelete} />
            <Link
              to={paths.playgroundFrom(id)}
              aria-keyshortcuts={ariaKeys(openKey)}
              className={buttonLook({ size: 'sm' })}
            >
              <SquareTerminal aria-hidden className="size-4" />
              <span className="max-lg:hidden">Open in playground</span>
              <span className="max-md:sr-only lg:hidden">Playground</span>
              <Kbd aria-hidden className="max-md:hidden">
                {openKey}
              </Kbd>
            </Link>
          </>
        )}
      </div>
      <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-1.5 ps-5 pe-4">
        <FactsLine answer={answer} pace={pace} />
        <Segmented<View>
          label="View"
          options={OPTIONS}
          value={view}
          onChange={onView}
          className="max-sm:w-full print:hidden"
        />
      </div>
    </header>
  );
}

type DeleteProps = { cannot: string | null; onDelete: () => void };

function Delete({ cannot, onDelete }: DeleteProps) {
  if (cannot !== null) {
    return (
      <span className="flex items-center gap-1.5 text-xs text-ink-3">
        <Lock aria-hidden className="size-3.5" />
        {cannot}
      </span>
    );
  }
  return (
    <IconButton
      variant="dangerGhost"
      size="iconSm"
      label="Delete"
      aria-haspopup="dialog"
      onClick={onDelete}
    >
      <Trash2 aria-hidden className="size-4" />
    </IconButton>
  );
}
