import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { formatDuration } from '@/lib/format';
import { useSecondsSince } from '@/ui/use-seconds-since';
import { type AnswerTurn, isRunning } from '../turns/conversation';
import type { Figure } from './figures';

type Props = {
  figure: Figure;
  turn: AnswerTurn | null;
  /** Of all answers of the column. */
  sum: string | null;
  isBest: boolean;
  letter: string;
  onStop: () => void;
};

/** One figure of the last answer of a column. */
export function FigureCell({ figure, turn, sum, isBest, letter, onStop }: Props) {
  if (turn && figure.name === 'Total' && isRunning(turn)) {
    return <TotalSoFar {...{ turn, letter, onStop }} />;
  }
  return (
    <span className={cx(isBest && 'font-semibold text-success-ink')}>
      {(turn && figure.words(turn)) ?? <span className="text-ink-3">–</span>}
      {sum !== null && (
        <span className="ms-2 font-normal text-ink-3" title="All answers of this column together">
          {sum} in all
        </span>
      )}
      {isBest && <span className="ms-2 text-[11px] font-medium">best</span>}
    </span>
  );
}

type SoFarProps = { turn: AnswerTurn; letter: string; onStop: () => void };

function TotalSoFar({ turn, letter, onStop }: SoFarProps) {
  const seconds = useSecondsSince(turn.facts.askedAt);
  return (
    <span className="text-accent-ink">
      {formatDuration(seconds * 1000)} so far
      <Button
        variant="link"
        size="inline"
        className="ms-3 font-normal"
        aria-label={`Stop ${letter}`}
        onClick={onStop}
      >
        Stop
      </Button>
    </span>
  );
}
