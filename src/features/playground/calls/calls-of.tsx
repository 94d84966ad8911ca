import { Suspense } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { callsOf } from '#contract/message/calls';
import type { ViewMessage } from '@/components/message/view-message';
import { ToolCallCard } from '@/components/message/tool-call-card';
import { named } from '@/ui/lazily';
import type { Turn } from '../turns/conversation';

const CallCards = named(() => import('./call-cards'), 'CallCards');

type Props = { turn: Turn; message: ViewMessage; onRun: () => void };

/** The calls of a message, if it has any: most have none, and need nothing of what answers them. */
export function CallsOf(props: Props) {
  const calls = callsOf(props.message);
  if (calls.length === 0) return null;
  const plain = byPosition(calls, (call) => <ToolCallCard call={call} />);
  return (
    <Suspense fallback={plain}>
      <CallCards {...props} />
    </Suspense>
  );
}
