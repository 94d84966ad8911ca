import SquareFunction from 'lucide-react/icons/square-function';
import { type ReactNode, Suspense, useState } from 'react';
import type { MessageCall } from '#contract/message/calls';
import { Button } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { functionOf } from '../call-handling';
import { usePlayground } from '../playground-store';

const FunctionDialog = lazily(async () => (await import('./function-dialog')).FunctionDialog);

type Props = {
  /** The tool, with the arguments to try its function with. */
  call: Pick<MessageCall, 'name' | 'input'>;
  className?: string;
  /** In place of its words. */
  children?: ReactNode;
};

export function FunctionButton({ call, className, children }: Props) {
  const hasFunction = usePlayground(({ calls }) => functionOf(calls, call.name) !== null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        className={className}
        aria-haspopup="dialog"
        aria-label={`${hasFunction ? 'Function' : 'Write a function'} of ${call.name}`}
        onClick={() => setOpen(true)}
      >
        {children ?? (
          <>
            <SquareFunction aria-hidden className="size-3.5" />
            {hasFunction ? 'Function' : 'Write a function'}
          </>
        )}
      </Button>
      <Suspense>{isOpen && <FunctionDialog call={call} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
