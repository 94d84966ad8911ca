import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';

type Props = Omit<ComponentProps<'div'>, 'title'> & {
  title: ReactNode;
  /** What the server said. */
  message?: ReactNode;
  /** For a bug report: status, request id. */
  detail?: ReactNode;
  onRetry?: () => void;
  retryLabel?: string;
};

/** A failure shown where the user can act: what failed, why, and one way on. Children are further ways on. */
export function ErrorState(props: Props) {
  const { title, message, detail, onRetry, retryLabel, children, className, ...rest } = props;
  return (
    <div
      role="alert"
      {...rest}
      className={cx(
        'flex gap-3 rounded-lg border border-line bg-danger-soft p-3 text-sm',
        className,
      )}
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-ink" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink">{title}</p>
        {message && <p className="mt-0.5 break-words text-ink-2">{message}</p>}
        {detail && <p className="mt-1 font-mono text-xs break-all text-ink-2">{detail}</p>}
        {(onRetry || children) && (
          <div className="mt-2 flex flex-wrap items-center gap-2">
            {onRetry && (
              <Button size="sm" onClick={onRetry}>
                {retryLabel ?? 'Try again'}
              </Button>
            )}
            {children}
          </div>
        )}
      </div>
    </div>
  );
}
