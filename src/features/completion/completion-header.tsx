import { ArrowLeft, SquareTerminal, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { CompletionAnswer } from '@/api/completion-answer';
import { formatDateTime, formatRelativeTime } from '@/lib/format';
import { paths } from '@/paths';
import { Button, buttonLook } from '@/ui/button';
import { CopyButton } from '@/ui/copy-button';
import { Segmented } from '@/ui/segmented';
import { StateBadge } from './state-badge';

export type View = 'rendered' | 'text' | 'raw';
const VIEWS = [
  { value: 'rendered', label: 'Rendered' },
  { value: 'text', label: 'Text' },
  { value: 'raw', label: 'Raw JSON' },
] as const;

type Props = {
  answer: CompletionAnswer;
  view: View;
  onView: (view: View) => void;
  /** Query string of the table that it belongs to. */
  table: string;
  onDelete: () => void;
  /** The ways to the completions before and after it. */
  steps: ReactNode;
};

export function CompletionHeader({ answer, view, onView, table, onDelete, steps }: Props) {
  const { id, model, created } = answer.data;
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-4 py-2">
      <Link
        to={paths.completions(table)}
        aria-label="Back to completions"
        className={buttonLook({ variant: 'ghost', size: 'iconSm' })}
      >
        <ArrowLeft aria-hidden className="size-4" />
      </Link>
      <div className="min-w-0 flex-1 basis-72">
        <div className="flex min-w-0 items-center gap-2">
          <h1 className="min-w-0 truncate text-title">{model}</h1>
          {answer.facts && <StateBadge facts={answer.facts} />}
          <span className="shrink-0 text-xs text-ink-3" title={formatDateTime(created)}>
            {formatRelativeTime(created)}
          </span>
        </div>
        <div className="-ml-2 flex min-w-0 items-center">
          <CopyButton
            text={id}
            label="Copy the id"
            className="min-w-0 shrink! font-mono font-normal text-ink-3"
          >
            {id}
          </CopyButton>
          <CopyButton
            text={() => new URL(paths.completion(id, table), location.href).href}
            label="Copy the link"
            className="shrink-0 font-normal text-ink-3"
          >
            Link
          </CopyButton>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {steps}
        <Segmented<View> label="View" options={VIEWS} value={view} onChange={onView} />
        <Link to={paths.playgroundFrom(id)} className={buttonLook()}>
          <SquareTerminal aria-hidden className="size-4 max-sm:hidden" />
          <span className="max-sm:hidden">Open in playground</span>
          <span className="sm:hidden">Playground</span>
        </Link>
        <Button variant="dangerGhost" onClick={onDelete} className="max-sm:px-2">
          <Trash2 aria-hidden className="size-4" />
          <span className="max-sm:sr-only">Delete</span>
        </Button>
      </div>
    </header>
  );
}
