import { LiveFigures } from '@/components/answer/live-figures';
import { ESTIMATE } from '@/components/models/estimate';
import { NoPrice } from '@/components/models/no-price';
import { formatCount, formatDuration, formatNumber, formatSpeed } from '@/lib/format';
import { Facts } from '@/ui/facts';
import { type AnswerTurn, isRunning } from '../turns/conversation';
import { SentValues } from '../variables/sent-values';
import { answerCost, costWords } from './answer-cost';
import { KeepingNote } from './keeping-note';

type Props = {
  turn: AnswerTurn;
  /** How it ended, or what became of it, in a word. */
  note?: string | null;
};

/** What the answer took, whether it was kept, and what it was made with. */
export function AnswerFacts({ turn, note = null }: Props) {
  const { facts, run, keeping } = turn;
  if (run.state === 'waiting') return null;
  const { usage, firstTokenMs, totalMs } = facts;
  const speed = tokensPerSecond(turn);
  const cached = usage?.prompt_tokens_details?.cached_tokens;
  const reasoning = usage?.completion_tokens_details?.reasoning_tokens;
  return (
    <footer className="space-y-1 pt-1">
      <Facts>
        {note && <span className="text-ink-2">{note}</span>}
        {isRunning(turn) && (
          <LiveFigures askedAt={facts.askedAt} pace={usage ? null : facts.pace} />
        )}
        {usage && (
          <span
            title={`${formatNumber(usage.prompt_tokens)} in, ${formatNumber(usage.completion_tokens)} out`}
          >
            {formatCount(usage.total_tokens, 'token')}
          </span>
        )}
        {cached ? <span>{formatNumber(cached)} cached</span> : null}
        {reasoning ? <span>{formatNumber(reasoning)} reasoning</span> : null}
        {firstTokenMs !== null && <span>{formatDuration(firstTokenMs)} to first token</span>}
        {speed !== null && <span>{formatSpeed(speed)}</span>}
        {totalMs !== null && <span>{formatDuration(totalMs)}</span>}
        <Cost turn={turn} />
        {!isRunning(turn) && keeping.state !== 'off' && (
          <span className="min-w-0">
            <KeepingNote keeping={keeping} completionId={facts.completionId} />
          </span>
        )}
      </Facts>
      <SentValues turn={turn} />
    </footer>
  );
}

/** What the provider says comes before an estimate; what has no price says so. */
function Cost({ turn }: { turn: AnswerTurn }) {
  const { cost: estimate, usage, model } = turn.facts;
  const cost = answerCost(turn);
  if (cost === null) return estimate === null && usage ? <NoPrice model={model} /> : null;
  return (
    <span title={cost.isEstimate ? ESTIMATE : 'The provider’s figure'}>{costWords(cost)}</span>
  );
}

/** Of the stream alone; too short a stream says nothing about speed. */
function tokensPerSecond({ facts: { usage, firstTokenMs, totalMs } }: AnswerTurn): number | null {
  if (!usage || firstTokenMs === null || totalMs === null) return null;
  const seconds = (totalMs - firstTokenMs) / 1000;
  return seconds > 0.05 ? usage.completion_tokens / seconds : null;
}
