import Lock from 'lucide-react/icons/lock';
import type { ReactNode } from 'react';
import { formatDateTime } from '@/lib/format';
import type { CannotDo } from '@/queries/source/source-can';
import { Button } from '@/ui/button';

type Props = {
  cannot: CannotDo;
  /** What follows from it here. */
  children?: ReactNode;
  /** The way on. */
  actions?: ReactNode;
};

/** Stands where a source cannot do what would stand there: the reason, how it was found out, and a way to ask anew. */
export function CannotDoNote({ cannot, children, actions }: Props) {
  const { sentence, fact, askAgain } = cannot;
  return (
    <div className="flex gap-2 rounded-lg border border-line bg-sunken p-3 text-sm text-ink-2">
      <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1 space-y-1.5">
        <p>
          <strong className="font-medium text-ink">{sentence}</strong>
          {children ? <>, {children}</> : '.'}
        </p>
        <p className="text-xs text-ink-3">
          Asked {formatDateTime(fact.at / 1_000)}: {fact.how}.
        </p>
        <div className="flex flex-wrap items-center gap-1.5">
          {actions}
          <Button size="sm" variant={actions ? 'ghost' : 'secondary'} onClick={askAgain}>
            Ask again
          </Button>
        </div>
      </div>
    </div>
  );
}
