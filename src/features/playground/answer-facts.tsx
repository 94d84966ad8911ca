import { LiveFigures } from '@/components/answer/live-figures';
import { formatDuration, formatNumber, formatTokens } from '@/lib/format';
import { type AnswerTurn, isRunning } from './conversation';
import { KeepingNote } from './keeping-note';

/** What the answer took, and whether it was kept. */
export function AnswerFacts({ turn }: { turn: AnswerTurn }) {
  const { facts, run, keeping } = turn;
  if (run.state === 'waiting') return null;
  const { usage, firstTokenMs, totalMs } = facts;
  const speed = tokensPerSecond(turn);
  return (
    <footer className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-1 text-xs text-ink-3 tabular-nums">
      <span>{facts.model}</span>
      {isRunning(turn) && <LiveFigures askedAt={facts.askedAt} pace={usage ? null : facts.pace} />}
      {usage && (
        <span
          title={`${formatNumber(usage.prompt_tokens)} in, ${formatNumber(usage.completion_tokens)} out`}
        >
          {formatTokens(usage.total_tokens)} tokens
        </span>
      )}
      {firstTokenMs !== null && <span>{formatDuration(firstTokenMs)} to first</span>}
      {speed !== null && <span>{formatNumber(Math.round(speed))} tok/s</span>}
      {totalMs !== null && <span>{formatDuration(totalMs)}</span>}
      {!isRunning(turn) && keeping.state !== 'off' && (
        <KeepingNote keeping={keeping} completionId={facts.completionId} />
      )}
    </footer>
  );
}

/** Of the stream alone; too short a stream says nothing about speed. */
export function tokensPerSecond({
  facts: { usage, firstTokenMs, totalMs },
}: AnswerTurn): number | null {
  if (!usage || firstTokenMs === null || totalMs === null) return null;
  const seconds = (totalMs - firstTokenMs) / 1000;
  return seconds > 0.05 ? usage.completion_tokens / seconds : null;
}
