import ArrowLeft from 'lucide-react/icons/arrow-left';
import Lock from 'lucide-react/icons/lock';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import Trash2 from 'lucide-react/icons/trash';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { CompletionAnswer } from '@/api/completion-answer';
import { ProviderMark } from '@/components/provider-mark';
import { shownText } from '@/lib/shown-text';
import { formatDateTime, formatRelativeTime } from '@/lib/format';
import { paths } from '@/paths';
import { Button, buttonLook } from '@/ui/button';
import { CopyButton } from '@/ui/copy-button';
import { Segmented } from '@/ui/segmented';
import { FactsLine } from './facts-line';

export type View = 'rendered' | 'text' | 'raw';
const VIEWS = [
  { value: 'rendered', label: 'Rendered' },
  { value: 'text', label: 'Text' },
  { value: 'raw', label: 'JSON' },
] as const;

type Props = {
  answer: CompletionAnswer;
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
  const { answer, view, onView, mark, table, onDelete, cannotDelete, steps } = props;
  const { id, model, created } = answer.data;
  return (
    <header>
      <div className="flex min-h-13 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line py-2 ps-3 pe-4">
        <Link
          to={paths.completions(table)}
          aria-label="Back to completions"
          className={buttonLook({ variant: 'ghost', size: 'iconSm' })}
        >
          <ArrowLeft aria-hidden className="size-4" />
        </Link>
        {answer.facts?.provider && <ProviderMark name={answer.facts.provider} />}
        <h1 dir="auto" className="min-w-0 truncate text-title">
          {shownText(model)}
        </h1>
        <span className="shrink-0 text-ink-3" title={formatDateTime(created)}>
          {formatRelativeTime(created)}
        </span>
        {mark}
        {steps}
        <span className="flex-1" />
        <CopyButton
          text={() => new URL(paths.completion(id, table), location.href).href}
          label="Copy the link"
          className="font-normal text-ink-3"
        >
          Link
        </CopyButton>
        {cannotDelete === null ? (
          <Button variant="dangerGhost" size="sm" aria-haspopup="dialog" onClick={onDelete}>
            <Trash2 aria-hidden className="size-4" />
            <span className="max-sm:sr-only">Delete</span>
          </Button>
        ) : (
          <span className="flex items-center gap-1.5 text-xs text-ink-3">
            <Lock aria-hidden className="size-3.5" />
            {cannotDelete}
          </span>
        )}
        <Link to={paths.playgroundFrom(id)} className={buttonLook({ size: 'sm' })}>
          <SquareTerminal aria-hidden className="size-4 max-sm:hidden" />
          <span className="max-sm:hidden">Open in playground</span>
          <span className="sm:hidden">Playground</span>
        </Link>
      </div>
      <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-1.5 ps-5 pe-4">
        <FactsLine answer={answer} />
        <Segmented<View> label="View" options={VIEWS} value={view} onChange={onView} />
      </div>
    </header>
  );
}
