import type { ReactNode } from 'react';
import { lookNow, useCodeWait } from '@/ui/code-wait';
import { ErrorState } from '@/ui/error-state';

type Props = {
  /** While it can be waited for. */
  children: ReactNode;
  className?: string;
};

/** In place of what has no code yet. Without the server it would never come: that is said, with the way on. */
export function CodeComing({ children, className = 'm-5' }: Props) {
  if (!useCodeWait().isCutOff) return children;
  return (
    <ErrorState
      className={className}
      title="Not loaded: the server does not answer"
      onRetry={lookNow}
    />
  );
}
