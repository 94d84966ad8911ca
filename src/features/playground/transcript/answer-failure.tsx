import { useSyncExternalStore } from 'react';
import { Link } from 'react-router-dom';
import { paths } from '@/paths';
import { Button, buttonLook } from '@/ui/button';
import { ErrorState } from '@/ui/error-state';
import type { Failure } from '../turns/conversation';
import { parameterDropped } from '../parameters/refused-parameters';

type Props = { failure: Failure; model: string; onRetry: () => void };

export function AnswerFailure({ failure, model, onRetry }: Props) {
  const { title, message, detail, remedy, refused, retryAt } = failure;
  const seconds = useSecondsUntil(retryAt ?? 0);
  return (
    <ErrorState
      title={title}
      message={message}
      detail={detail}
      onRetry={onRetry}
      retryLabel={seconds > 0 ? `Try again (better in ${seconds} s)` : 'Try again'}
    >
      {remedy === 'settings' && (
        <Link to={paths.settings()} className={buttonLook({ size: 'sm' })}>
          Check the key in Settings
        </Link>
      )}
      {refused && (
        <Button
          size="sm"
          onClick={() => {
            parameterDropped(model, refused);
            onRetry();
          }}
        >
          Leave out {refused} and try again
        </Button>
      )}
      {remedy === 'model' && <span className="text-ink-2">Choose another model.</span>}
    </ErrorState>
  );
}

/** Counts down and never acts: sending again may cost money, so it stays the reader's choice. */
function useSecondsUntil(time: number): number {
  return useSyncExternalStore(everySecond, () =>
    Math.max(0, Math.ceil((time - Date.now()) / 1000)),
  );
}

function everySecond(onTick: () => void) {
  const timer = setInterval(onTick, 1000);
  return () => clearInterval(timer);
}
