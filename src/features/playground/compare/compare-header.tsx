import ArrowLeft from 'lucide-react/icons/arrow-left';
import ArrowLeftRight from 'lucide-react/icons/arrow-left-right';
import Diff from 'lucide-react/icons/diff';
import Plus from 'lucide-react/icons/plus';
import SquarePen from 'lucide-react/icons/square-pen';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { Link } from 'react-router-dom';
import { paths } from '@/paths';
import { Button, buttonLook } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { Opening } from '@/ui/opening';
import { conversationName } from '../history/conversation-name';
import { columnAdded, comparisonBegun, differencesMarked } from '../comparison/comparison-events';
import { type Comparison, isComparing, mostColumns } from '../comparison/comparison-store';
import { answersByLetter, lastAnswers } from '../comparison/last-answers';

const DifferenceDialog = lazily(async () => (await import('./difference-dialog')).DifferenceDialog);

export function CompareHeader({ comparison }: { comparison: Comparison }) {
  const { columns, isMarked } = comparison;
  const [isOpen, setOpen] = useState(false);
  const [first] = columns;
  const isBusy = isComparing(comparison);
  const answered = lastAnswers(comparison).filter(Boolean).length;
  return (
    <header className="flex h-13 shrink-0 items-center gap-0.5 border-b border-line ps-3 pe-4 max-sm:px-2">
      <Link
        to={paths.playground()}
        aria-label="Back to the playground"
        className={buttonLook({ variant: 'ghost', size: 'iconSm' })}
      >
        <ArrowLeft aria-hidden className="size-4" />
      </Link>
      <h1 className="ms-1 text-title">Compare</h1>
      <p dir="auto" className="ms-2 min-w-0 flex-1 truncate text-sm text-ink-3">
        {first && first.turns.length > 0 && conversationName(first)}
      </p>
      <Action
        label="Differences"
        aria-pressed={isMarked}
        title="Marks what prompts have otherwise than those of A"
        icon={<Diff aria-hidden className="size-4" />}
        onClick={() => differencesMarked(!isMarked)}
      />
      <Action
        label="Word by word"
        notNow={answered < 2 ? 'When two columns have an answer' : null}
        aria-haspopup="dialog"
        icon={<ArrowLeftRight aria-hidden className="size-4" />}
        onClick={() => setOpen(true)}
      />
      <Action
        label="New from the conversation"
        notNow={isBusy ? 'When every column has ended' : null}
        icon={<SquarePen aria-hidden className="size-4" />}
        onClick={comparisonBegun}
      />
      <Button
        size="sm"
        className="ms-1.5"
        aria-label="Add a column"
        notNow={
          columns.length >= mostColumns
            ? 'Four columns at most'
            : isBusy
              ? 'When every column has ended'
              : null
        }
        onClick={() => columnAdded()}
      >
        <Plus aria-hidden className="size-4" /> <span className="max-sm:hidden">Column</span>
      </Button>
      <Opening>
        {isOpen && (
          <DifferenceDialog answers={answersByLetter(comparison)} onClose={() => setOpen(false)} />
        )}
      </Opening>
    </header>
  );
}

type ActionProps = ComponentProps<typeof Button> & { label: string; icon: ReactNode };

/** Where there is little room, the icon alone. */
function Action({ label, icon, ...rest }: ActionProps) {
  return (
    <Button variant="ghost" size="sm" aria-label={label} {...rest}>
      {icon}
      <span className="max-lg:hidden">{label}</span>
    </Button>
  );
}
