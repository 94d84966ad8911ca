import ArrowLeft from 'lucide-react/icons/arrow-left';
import Undo2 from 'lucide-react/icons/undo-2';
import { Link } from 'react-router-dom';
import { formatNumber } from '@/lib/format';
import { useKey } from '@/components/keys/key-store';
import { StepButtons } from '@/components/step-buttons';
import { buttonLook } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { ReviewSetMenu } from './review-set-menu';

type Props = {
  /** Of the source. */
  label: string;
  backTo: string;
  /** How many were given a verdict since the review began. */
  done: number;
  /** How many of the list have no verdict yet; null where the server does not count. */
  left: number | null;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onUndo: (() => void) | undefined;
};

export function ReviewHeader(props: Props) {
  const { label, backTo, done, left, onPrevious, onNext, onUndo } = props;
  return (
    <header className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <Link
        to={backTo}
        aria-label="Back to the table"
        className={buttonLook({ variant: 'ghost', size: 'iconSm' })}
      >
        <ArrowLeft aria-hidden className="size-4" />
      </Link>
      <h1 className="text-title">Review</h1>
      <output className="flex-1 text-xs text-ink-3 tabular-nums">
        {formatNumber(done)} done now
        {left === null ? `; ${label} does not count what is left` : ' · '}
        {left !== null && (left === 0 ? 'none left' : `${formatNumber(left)} left`)}
      </output>
      <IconButton
        label="Undo the last change"
        shortcut={useKey('undo')}
        disabled={!onUndo}
        onClick={onUndo}
      >
        <Undo2 aria-hidden className="size-4" />
      </IconButton>
      <StepButtons onPrevious={onPrevious} onNext={onNext} />
      <ReviewSetMenu />
    </header>
  );
}
