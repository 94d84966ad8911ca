import { memo } from 'react';
import { modelWords } from '@/components/models/model-words';
import { MessageView } from '@/components/message/message-view';
import { originOf } from '#contract/message/origin';
import { useConnection } from '@/components/connection-store';
import { Facts } from '@/ui/facts';
import { CallsOf } from '../calls/calls-of';
import type { OnRun } from '../answers/continued';
import { type AnswerTurn, isRunning, messageOf, type Turn } from '../turns/conversation';
import { useInTalk } from '../turns/talk';
import { AnswerBody } from '../answer-view/answer-body';
import { AnswerEnd } from '../answer-view/answer-end';
import { AnswerFacts } from '../answer-view/answer-facts';
import { KeepingNote } from '../answer-view/keeping-note';
import { TurnVersions } from '../turn-actions/turn-versions';
import { WaitingLine } from '../answer-view/waiting-line';
import { joinedResults } from '../request/unanswered-calls';
import { SentValues } from '../variables/sent-values';
import { valueOf } from '../variables/variables';

type Props = {
  turns: readonly Turn[];
  /** Its figures stand in rows of their own below. */
  isLast: boolean;
  onRun: OnRun;
};

/** What a column has to say: answers, and between them what tools gave back, each with its call. */
export function AnswerCell({ turns, isLast, onRun }: Props) {
  const joined = new Set<Turn>([...joinedResults(turns).values()].flat());
  const drawn = turns.filter((turn) => !joined.has(turn));
  if (drawn.length === 0) return <p className="text-sm text-ink-3">Not asked yet</p>;
  return (
    <div className="space-y-3 [&_.text-read]:text-base">
      {drawn.map((turn) =>
        turn.kind === 'answer' ? (
          <Answer
            key={turn.key}
            turn={turn}
            hasRows={isLast && turn === drawn.at(-1)}
            {...{ onRun }}
          />
        ) : (
          <Written key={turn.key} turn={turn} onRun={onRun} />
        ),
      )}
    </div>
  );
}

function Written({ turn, onRun }: { turn: Turn; onRun: OnRun }) {
  const message = messageOf(turn);
  if (!message) return null;
  return <MessageView message={message} calls={<CallsOf {...{ turn, message, onRun }} />} />;
}

type AnswerProps = { turn: AnswerTurn; hasRows: boolean; onRun: OnRun };

/** One that has not changed is not drawn again while another one grows. */
const Answer = memo(function Answer({ turn, hasRows, onRun }: AnswerProps) {
  const { run } = turn;
  return (
    <article aria-label="Answer" aria-busy={isRunning(turn)} className="space-y-2">
      <AnswerBody turn={turn} onRun={onRun} />
      {run.state === 'waiting' && <WaitingLine turn={turn} />}
      <AnswerEnd turn={turn} onRun={onRun} />
      {hasRows ? <Outcome turn={turn} /> : <AnswerFacts turn={turn} />}
      <TurnVersions turn={turn} />
    </article>
  );
});

/** What became of the answer; what it took stands in the rows below. */
function Outcome({ turn }: { turn: AnswerTurn }) {
  const { keeping, facts } = turn;
  const today = useInTalk(({ parameters }) => parameters.variables);
  const model = useInTalk(({ parameters }) => parameters.model);
  const source = useConnection().id;
  // The head of the column names the model that is asked next.
  const isOther = facts.origin !== undefined && facts.origin !== originOf(source, model);
  if (isRunning(turn)) return null;
  // Where they are still those above, they need not be said again.
  const isOfToday = Object.entries(facts.values ?? {}).every(
    ([name, value]) => valueOf(today, name) === value,
  );
  return (
    <footer className="space-y-1">
      <Facts>
        {isOther && <span className="text-ink-2">{modelWords(facts.model)}</span>}
        {keeping.state !== 'off' && (
          <span className="min-w-0">
            <KeepingNote keeping={keeping} completionId={facts.completionId} />
          </span>
        )}
      </Facts>
      {!isOfToday && <SentValues turn={turn} />}
    </footer>
  );
}
