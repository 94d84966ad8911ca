import Contrast from 'lucide-react/icons/contrast';
import ListX from 'lucide-react/icons/list-x';
import ShieldAlert from 'lucide-react/icons/shield-exclamation-point';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import type { ComponentProps, ReactNode } from 'react';
import type { AnswerNote } from '#contract/message/answer-note';
import { NoteWords, toneOf } from '@/components/message/answer-note-view';
import { formatCount } from '@/lib/format';
import { Note } from '@/ui/note';
import { canContinue, type OnRun } from '../answers/continued';
import type { AnswerTurn } from '../turns/conversation';
import { isAnswering } from '../turns/playground-store';
import { useInTalk } from '../turns/talk';
import { AgainStep, ContinueStep, OtherModelStep, RaiseStep, ResponseStep } from './next-steps';
import { recordOf } from '../wire/wire-log';
import { cutWords, limitOf, tokensOf } from './token-limit';

type Props = { turn: AnswerTurn; note: AnswerNote | null; onRun: OnRun; onRetry: () => void };

/** An answer that somebody stopped: what there is of it, and whether to go on. */
export function StopNote(props: Props) {
  const { turn, note } = props;
  const { choices, facts } = turn;
  const isBegun = choices.length > 0;
  const counted = tokensOf(turn);
  const tokens = counted ?? facts.pace?.pieces;
  const about = counted === null ? 'about ' : '';
  const after = isBegun && tokens ? ` after ${about}${formatCount(tokens, 'token')}` : '';
  return (
    <Ended
      {...props}
      tone="careful"
      icon={<Contrast aria-hidden />}
      title={`Stopped${after}`}
      text={note?.text ?? (isBegun ? 'What had come is kept.' : 'Nothing had come.')}
    />
  );
}

/** An answer that ended otherwise than well, and by itself. */
export function EndNote(props: Props & { note: AnswerNote }) {
  const { turn, note, onRetry } = props;
  const isBusy = useInTalk(isAnswering);
  const parameters = useInTalk((state) => state.parameters);
  const { kind, title, text } = note;
  if (kind === 'cut' || kind === 'thought-only') {
    const limit = limitOf(turn, parameters);
    return (
      <Ended
        {...props}
        tone="careful"
        icon={<ListX aria-hidden />}
        {...(kind === 'cut' ? cutWords(turn, note, limit) : { title, text })}
        step={limit && <RaiseStep {...{ limit, isBusy, onRetry }} />}
      />
    );
  }
  const isFiltered = kind === 'filtered';
  const record = isFiltered ? recordOf(turn.key) : null;
  return (
    <Ended
      {...props}
      tone={toneOf(kind)}
      icon={isFiltered ? <ShieldAlert aria-hidden /> : <TriangleAlert aria-hidden />}
      {...{ title, text }}
      step={
        <>
          {record && <ResponseStep record={record} />}
          <OtherModelStep model={turn.facts.model} onRetry={onRetry} />
        </>
      }
    />
  );
}

type EndedProps = Props & {
  tone: ComponentProps<typeof Note>['tone'];
  icon: ReactNode;
  title: string;
  text: string;
  /** Beside going on and asking again. */
  step?: ReactNode;
};

function Ended({ turn, onRun, onRetry, tone = 'plain', icon, title, text, step }: EndedProps) {
  const isBusy = useInTalk(isAnswering);
  const goesOn = canContinue(turn);
  return (
    <Note
      role="note"
      aria-label={title}
      {...{ tone, icon }}
      actions={
        <>
          {goesOn && <ContinueStep {...{ turn, isBusy, onRun }} />}
          {step}
          <AgainStep {...{ isBusy, onRetry }} isQuiet={goesOn || Boolean(step)} />
        </>
      }
    >
      <NoteWords {...{ title, text }} />
    </Note>
  );
}
