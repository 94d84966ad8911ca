import { linksOf } from '#contract/message/links';
import { textOf } from '#contract/message/read-message';
import { AnswerView } from '@/components/answer/answer-view';
import { AnswerNoteView } from '@/components/message/answer-note-view';
import { ChoiceColumns } from '@/components/message/choice-columns';
import { CallsOf } from '../calls/calls-of';
import type { OnRun } from '../answers/continued';
import type { AnswerTurn } from '../turns/conversation';
import { choiceShown } from '../turns/turn-events';
import { useTalk } from '../turns/talk';
import { hasEnd } from './answer-end';
import { turnNote } from './turn-note';

type Props = { turn: AnswerTurn; onRun: OnRun };

/** What an answer says; several choices stand side by side, and the conversation goes on from one of them. */
export function AnswerBody({ turn, onRun }: Props) {
  const talk = useTalk();
  const { choices, ends, shown } = turn;
  if (choices.length <= 1) return <ChoiceBody turn={turn} at={0} onRun={onRun} />;
  return (
    <ChoiceColumns
      notes={choices.map((_, at) => ends?.[at]?.finish)}
      shown={shown}
      onShow={(at) => choiceShown(turn.key, at, talk)}
      pickLabel="Continue with this"
    >
      {(at) => <ChoiceBody turn={turn} at={at} onRun={onRun} />}
    </ChoiceColumns>
  );
}

function ChoiceBody({ turn, at, onRun }: Props & { at: number }) {
  const message = turn.choices[at];
  // Only the calls of the choice that the conversation goes on from are answered; how that one ended stands below.
  const isShown = at === turn.shown;
  const note = isShown && hasEnd(turn) ? null : turnNote(turn, at);
  if (!message) return note && <AnswerNoteView note={note} />;
  return (
    <AnswerView
      message={message}
      links={linksOf(message, turn.sources)}
      note={note}
      logprobs={turn.ends?.[at]?.logprobs}
      format={turn.facts.format ?? null}
      begun={turn.begun ? textOf(turn.begun) : undefined}
      isStreaming={turn.run.state === 'streaming'}
      calls={isShown ? <CallsOf turn={turn} message={message} onRun={onRun} /> : undefined}
    />
  );
}
