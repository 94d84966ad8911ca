import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { byPosition } from '@/components/markdown/by-position';
import { answeredCall, callsOf } from '#contract/message/calls';
import type { ViewMessage } from '@/components/message/view-message';
import { ToolCallCard } from '@/components/message/tool-call-card';
import { isRunning, type Turn } from '../turns/conversation';
import { useInTalk } from '../turns/talk';
import { shownTurns } from '../turns/turn-tree';
import { joinedResults, unansweredCalls } from '../request/unanswered-calls';
import { FunctionButton } from '../functions/function-button';
import { GivenResult } from './given-result';
import { GoOnBar } from './go-on-bar';
import { ResultField } from './result-field';

type Props = { turn: Turn; message: ViewMessage; onRun: () => void };

/** The calls of a message as cards: each with its result, or with the place to write it. */
export function CallCards({ turn, message, onRun }: Props) {
  const calls = useMemo(() => callsOf(message), [message]);
  const results = useInTalk(
    useShallow((state) => joinedResults(shownTurns(state)).get(turn.key) ?? []),
  );
  // Calls wait only once the answer has ended: while it grows they are not whole.
  const isWaiting = useInTalk(
    (state) => !isRunning(turn) && unansweredCalls(state)?.key === turn.key,
  );
  const byId = new Map(results.map((result) => [answeredCall(result.message), result]));
  const open = isWaiting ? calls.filter(({ id }) => !byId.has(id)) : [];
  return (
    <>
      {byPosition(calls, (call) => {
        const result = byId.get(call.id);
        return (
          <ToolCallCard call={call} actions={open.includes(call) && <FunctionButton call={call} />}>
            {result ? (
              <GivenResult turn={result} name={call.name} onRun={onRun} />
            ) : (
              open.includes(call) && <ResultField call={call} open={open} onRun={onRun} />
            )}
          </ToolCallCard>
        );
      })}
      {open.length > 0 && <GoOnBar calls={open} onRun={onRun} />}
    </>
  );
}
