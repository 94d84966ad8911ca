import X from 'lucide-react/icons/x';
import { Suspense } from 'react';
import { Link } from 'react-router-dom';
import { currentSet, useReviewStore } from '@/components/questions/review-store';
import { formatNumber } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { buttonLook } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { leftText } from './pace';
import { ProgressBar } from './progress-bar';
import type { Progress } from './use-review';

const QuestionsMenu = lazily(
  async () => (await import(/* soon */ './questions-menu')).QuestionsMenu,
);

const ReviewSwitches = lazily(
  async () => (await import(/* soon */ './questions-menu')).ReviewSwitches,
);

type Props = {
  /** Of the source. */
  label: string;
  backTo: string;
  /** Query string of the list, for a link to it with these questions. */
  list: string;
  progress: Progress;
};

export function ReviewHeader({ label, backTo, list, progress }: Props) {
  const { name } = useReviewStore(currentSet);
  return (
    <header className="print:hidden flex min-h-13 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 ps-5 pe-3 max-sm:px-2">
      <h1 className="text-title max-sm:sr-only">Review</h1>
      <Suspense fallback={<span className="px-2 text-sm">{shownText(name)}</span>}>
        <QuestionsMenu list={list} />
      </Suspense>
      <div className="flex min-w-0 flex-1 basis-56 items-center gap-3 max-sm:order-last max-sm:basis-full max-sm:px-3">
        <ProgressBar progress={progress} />
        <output className="shrink-0 text-sm text-ink-3 tabular-nums max-sm:text-xs">
          <ProgressText {...{ label, progress }} />
        </output>
      </div>
      <Suspense>
        <ReviewSwitches />
      </Suspense>
      <Link
        to={backTo}
        aria-label="Leave the review"
        className={`${buttonLook({ variant: 'ghost', size: 'sm' })} max-sm:order-first max-sm:size-11`}
      >
        <X aria-hidden className="size-4" /> <span className="max-sm:hidden">Leave</span>
      </Link>
    </header>
  );
}

function ProgressText({ label, progress }: Pick<Props, 'label' | 'progress'>) {
  const { count, doneHere, left } = progress;
  if (!count) {
    return (
      <>
        <b className="font-medium text-ink">{formatNumber(doneHere)}</b> done now
        {count === null && `; ${label} does not count what is left`}
      </>
    );
  }
  const { total, open } = count;
  return (
    <>
      <b className="font-medium text-ink">{formatNumber(total - open)}</b> of {formatNumber(total)}
      {open === 0 ? ' · none left' : left !== null && ` · ${leftText(left)}`}
    </>
  );
}
