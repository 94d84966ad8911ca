import SquareFunction from 'lucide-react/icons/square-function';
import { type ReactNode, useState } from 'react';
import type { MessageCall } from '#contract/message/calls';
import { Button } from '@/ui/button';
import { named } from '@/ui/lazily';
import { Opening } from '@/ui/opening';
import { functionOf } from '../request/call-handling';
import { useInTalk } from '../turns/talk';

const FunctionDialog = named(() => import('./function-dialog'), 'FunctionDialog');

type Props = {
  /** The tool, with the arguments to try its function with; null: a new one. */
  call: Pick<MessageCall, 'name' | 'input'> | null;
  className?: string;
  /** In place of its words. */
  children?: ReactNode;
};

export function FunctionButton({ call, className, children }: Props) {
  const hasFunction = useInTalk(({ calls }) => call && functionOf(calls, call.name) !== null);
  const writes = children === undefined && !hasFunction;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        className={className}
        aria-haspopup="dialog"
        aria-label={
          call ? `${writes ? 'Write a function' : 'Function'} of ${call.name}` : undefined
        }
        onClick={() => setOpen(true)}
      >
        {children ?? (
          <>
            <SquareFunction aria-hidden className="size-3.5" />
            {writes ? 'Write a function' : 'Function'}
          </>
        )}
      </Button>
      <Opening>
        {isOpen && <FunctionDialog {...{ call, writes }} onClose={() => setOpen(false)} />}
      </Opening>
    </>
  );
}
