import { type ReactNode, useLayoutEffect } from 'react';
import { lookNow, useCodeWait } from '@/ui/code-wait';
import { ErrorState } from '@/ui/error-state';

type Props = {
  /** While it can be waited for. */
  children: ReactNode;
  className?: string;
};

/** In place of what has no code yet. Without the server it would never come: that is said, with the way on. */
export function CodeComing({ children, className = 'm-5' }: Props) {
  return useCodeWait().isCutOff ? <CutOff className={className} /> : children;
}

/** Where the page before stays while the next one waits, nothing of the next one is there to say so. */
export function CutOffUntold() {
  const { isCutOff, isTold } = useCodeWait();
  return isCutOff && !isTold && <Message className="m-5" />;
}

function CutOff({ className }: { className: string }) {
  useLayoutEffect(tell, []);
  return <Message className={className} />;
}

/** Of two that say so, both end with the wait. */
function tell() {
  useCodeWait.setState({ isTold: true });
  return () => useCodeWait.setState({ isTold: false });
}

function Message({ className }: { className: string }) {
  return (
    <ErrorState
      className={className}
      title="Not loaded: the server does not answer"
      onRetry={lookNow}
    />
  );
}
