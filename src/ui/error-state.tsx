import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';

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
  const { title, message, detail, onRetry, retryLabel, children, ...rest } = props;
  return (
    <Note
      role="alert"
      {...rest}
      tone="danger"
      icon={<TriangleAlert aria-hidden />}
      actions={
        (onRetry || children) && (
          <>
            {onRetry && (
              <Button size="sm" onClick={onRetry}>
                {retryLabel ?? 'Try again'}
              </Button>
            )}
            {children}
          </>
        )
      }
    >
      <div className="font-medium text-ink">{title}</div>
      {message && <p className="break-words text-ink-2">{message}</p>}
      {detail && <p className="mt-1 font-mono text-xs break-all text-ink-2">{detail}</p>}
    </Note>
  );
}
