import { providerCost } from '#contract/message/provider-cost';
import { LiveFigures } from '@/components/answer/live-figures';
import { formatCost, formatDuration, formatNumber } from '@/lib/format';
import { Facts } from '@/ui/facts';
import { type AnswerTurn, isRunning } from '../conversation';
import { SentValues } from '../variables/sent-values';
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
            {formatNumber(usage.total_tokens)} tokens
          </span>
        )}
        {cached ? <span>{formatNumber(cached)} cached</span> : null}
        {reasoning ? <span>{formatNumber(reasoning)} reasoning</span> : null}
        {firstTokenMs !== null && <span>{formatDuration(firstTokenMs)} to first token</span>}
        {speed !== null && <span>{formatNumber(Math.round(speed))} tok/s</span>}
        {totalMs !== null && <span>{formatDuration(totalMs)}</span>}
        <Cost turn={turn} />
        {!isRunning(turn) && keeping.state !== 'off' && (
          <KeepingNote keeping={keeping} completionId={facts.completionId} />
        )}
      </Facts>
      <SentValues turn={turn} />
    </footer>
  );
}

/** What the provider says comes before an estimate; what nobody knows is not shown. */
function Cost({ turn: { facts } }: { turn: AnswerTurn }) {
  const reported = providerCost({ usage: facts.usage });
  const dollars = reported ?? facts.cost;
  if (dollars == null) return null;
  return (
    <span title={reported === null ? 'An estimate from the price list' : 'The provider’s figure'}>
      {reported === null && '≈ '}
      {formatCost(dollars)}
    </span>
  );
}

/** Of the stream alone; too short a stream says nothing about speed. */
function tokensPerSecond({ facts: { usage, firstTokenMs, totalMs } }: AnswerTurn): number | null {
  if (!usage || firstTokenMs === null || totalMs === null) return null;
  const seconds = (totalMs - firstTokenMs) / 1000;
  return seconds > 0.05 ? usage.completion_tokens / seconds : null;
}
