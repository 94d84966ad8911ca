import ArrowLeft from 'lucide-react/icons/arrow-left';
import ArrowLeftRight from 'lucide-react/icons/arrow-left-right';
import Columns3 from 'lucide-react/icons/columns-3';
import SquarePen from 'lucide-react/icons/square-pen';
import { Suspense, useState } from 'react';
import { Link } from 'react-router-dom';
import { paths } from '@/paths';
import { Button, buttonLook } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { columnAdded, columnsTied, comparisonBegun } from './comparison-events';
import { isComparing, mostColumns, useComparison } from './comparison-store';
import { lastAnswers } from './last-answers';

const DifferenceDialog = lazily(async () => (await import('./difference-dialog')).DifferenceDialog);

export function CompareHeader() {
  const isBusy = useComparison(isComparing);
  const count = useComparison(({ columns }) => columns.length);
  const isTied = useComparison((state) => state.isTied);
  const answered = useComparison((state) => lastAnswers(state).filter(Boolean).length);
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="flex h-13 shrink-0 items-center gap-2 border-b border-line px-4 max-sm:px-2">
      <Link
        to={paths.playground()}
        aria-label="Back to the playground"
        className={buttonLook({ variant: 'ghost', size: 'icon' })}
      >
        <ArrowLeft aria-hidden className="size-4" />
      </Link>
      <h1 className="min-w-0 flex-1 truncate text-title">Compare</h1>
      <Labelled
        label="New from the conversation"
        icon={<SquarePen aria-hidden className="size-4" />}
        disabled={isBusy}
        onClick={comparisonBegun}
      />
      <Labelled
        label={count < mostColumns ? 'Add a column' : 'Four columns at most'}
        icon={<Columns3 aria-hidden className="size-4" />}
        disabled={isBusy || count >= mostColumns}
        onClick={columnAdded}
      />
      <Button
        variant="ghost"
        aria-pressed={isTied}
        className="max-sm:hidden"
        onClick={() => columnsTied(!isTied)}
      >
        Scroll together
      </Button>
      <Labelled
        label="Difference"
        icon={<ArrowLeftRight aria-hidden className="size-4" />}
        disabled={answered < 2}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      />
      <Suspense>{isOpen && <DifferenceDialog onClose={() => setOpen(false)} />}</Suspense>
    </header>
  );
}

type LabelledProps = {
  label: string;
  icon: React.ReactNode;
  disabled: boolean;
  'aria-haspopup'?: 'dialog';
  onClick: () => void;
};

/** On a phone, the icon alone. */
function Labelled({ label, icon, ...rest }: LabelledProps) {
  return (
    <Button variant="ghost" aria-label={label} {...rest}>
      {icon}
      <span className="max-lg:hidden">{label}</span>
    </Button>
  );
}
