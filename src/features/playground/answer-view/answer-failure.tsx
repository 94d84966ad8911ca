import type { ReactNode } from 'react';
import { isInstruction } from '@/components/message/is-instruction';
import { ErrorState } from '@/ui/error-state';
import { canContinue, type OnRun } from '../answers/continued';
import { type AnswerTurn, type Failure, messageOf } from '../turns/conversation';
import { type Conversation, isAnswering } from '../turns/playground-store';
import { useInTalk } from '../turns/talk';
import { shownTurns } from '../turns/turn-tree';
import {
  AgainStep,
  ContinueStep,
  FewerStep,
  LaterStep,
  OtherModelStep,
  SettingsStep,
  WithoutStep,
} from './next-steps';

type Props = { turn: AnswerTurn; failure: Failure; onRun: OnRun; onRetry: () => void };

/** Why there is no answer, or no more of one, and what helps against that. */
export function AnswerFailure(props: Props) {
  const { title, message, detail } = props.failure;
  return (
    <ErrorState title={title} message={message} detail={detail}>
      <Steps {...props} />
    </ErrorState>
  );
}

function Steps({ turn, failure, onRun, onRetry }: Props): ReactNode {
  const { kind, refused, retryAt } = failure;
  const { model } = turn.facts;
  const isBusy = useInTalk(isAnswering);
  const fewer = useInTalk((state) => halfOfSent(state, turn.key));
  const again = { isBusy, onRetry };
  const other = <OtherModelStep {...{ model, onRetry }} />;
  if (refused) return <WithoutStep name={refused} {...{ model, onRetry }} />;
  switch (kind) {
    case 'key':
      return (
        <>
          <SettingsStep />
          <AgainStep {...again} />
        </>
      );
    case 'limit':
      return (
        <>
          <LaterStep retryAt={retryAt ?? 0} {...again} />
          {other}
        </>
      );
    case 'long':
      return (
        <>
          {fewer > 0 && <FewerStep last={fewer} {...again} />}
          {other}
          <AgainStep {...again} isQuiet />
        </>
      );
    default:
      return (
        <>
          {canContinue(turn) && <ContinueStep {...{ turn, isBusy, onRun }} />}
          <AgainStep {...again} />
          {kind && other}
        </>
      );
  }
}

/** Half of the messages that were sent, without the instructions, which always go along; 0 where there is no half. */
function halfOfSent(state: Conversation, key: string): number {
  const shown = shownTurns(state);
  const before = shown.slice(
    0,
    shown.findIndex((turn) => turn.key === key),
  );
  const { numberOfMessages } = state.parameters;
  const most = numberOfMessages.isSet ? Number(numberOfMessages.value) : Infinity;
  const sent = before.filter((turn) => {
    const message = messageOf(turn);
    return message && !isInstruction(message.role);
  });
  return Math.floor(Math.min(sent.length, most) / 2);
}
