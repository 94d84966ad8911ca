import ArrowRight from 'lucide-react/icons/arrow-right';
import Check from 'lucide-react/icons/check';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Trophy from 'lucide-react/icons/trophy';
import { useNavigate } from 'react-router-dom';
import { useKey } from '@/components/keys/key-store';
import { paths } from '@/paths';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { IconButton } from '@/ui/icon-button';
import { Kbd } from '@/ui/kbd';
import { type AnswerTurn, isRunning } from '../turns/conversation';
import { answerReopened } from '../turns/conversation-events';
import type { Conversation } from '../turns/playground-store';
import { columnTalk } from '../comparison/column-talk';
import { columnTaken } from '../comparison/comparison-events';
import { letterOf } from '../comparison/comparison-store';
import type { Verdicts } from '../comparison/use-verdicts';

type Props = {
  column: Conversation;
  at: number;
  turn: AnswerTurn | null;
  /** Little room: what is beside the verdict is icons. */
  isTight: boolean;
  verdicts: Verdicts;
  onRun: () => void;
};

/** What can be made of the answer that a column has ended with. */
export function VerdictCell({ column, at, turn, isTight, verdicts, onRun }: Props) {
  const navigate = useNavigate();
  const digits = useKey('verdict');
  const letter = letterOf(at);
  if (!turn || isRunning(turn)) return null;
  const isBest = verdicts.isBest(at);

  function goOn() {
    columnTaken(column);
    void navigate(paths.playground());
  }
  function again() {
    if (turn) answerReopened(turn, columnTalk(column.id));
    onRun();
  }

  return (
    <div className="flex flex-wrap items-center gap-1">
      <Button
        size="sm"
        aria-pressed={isBest}
        notNow={verdicts.notNow(at)}
        loading={verdicts.isWriting(at)}
        className={cx(isBest && 'border-transparent bg-success-soft! text-success-ink')}
        onClick={() => verdicts.judge(at)}
      >
        {isBest ? (
          <Check aria-hidden className="size-3.5" />
        ) : (
          <Trophy aria-hidden className="size-3.5" />
        )}
        {letter} is the best
        {digits !== null && (
          <Kbd aria-hidden className="max-sm:hidden">
            {String(at + 1)}
          </Kbd>
        )}
      </Button>
      {isTight ? (
        <IconButton
          label={`Continue with ${letter}`}
          size="iconSm"
          className="ms-auto"
          onClick={goOn}
        >
          <ArrowRight aria-hidden className="size-3.5" />
        </IconButton>
      ) : (
        <Button size="sm" variant="ghost" onClick={goOn}>
          Continue with {letter}
        </Button>
      )}
      <IconButton
        label={`Try ${letter} again`}
        size="iconSm"
        className={isTight ? '' : 'ms-auto'}
        onClick={again}
      >
        <RotateCcw aria-hidden className="size-3.5" />
      </IconButton>
    </div>
  );
}

/** All of them alike; and what is written of them. */
export function VerdictOnAll({ verdicts }: { verdicts: Verdicts }) {
  const digits = useKey('verdict');
  const { written } = verdicts;
  return (
    <div className="-ms-2.5 flex flex-wrap items-center gap-x-1 gap-y-1.5">
      {(['equal', 'none'] as const).map((word) => (
        <Button
          key={word}
          size="sm"
          variant="ghost"
          aria-pressed={verdicts.verdict === word}
          notNow={verdicts.notNow()}
          onClick={() => verdicts.judge(word)}
        >
          {word === 'equal' ? 'All equal' : 'None is good'}
          {digits !== null && <Kbd aria-hidden>{word === 'equal' ? '0' : '9'}</Kbd>}
        </Button>
      ))}
      {written !== null && (
        <p className="ms-2 text-xs text-ink-3">
          {written}{' '}
          <Button variant="link" size="inline" className="text-xs" onClick={verdicts.takeBack}>
            Undo
          </Button>
        </p>
      )}
    </div>
  );
}
