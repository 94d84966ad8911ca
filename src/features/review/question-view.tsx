import Check from 'lucide-react/icons/check';
import type { ReactNode } from 'react';
import { useKey } from '@/components/keys/key-store';
import { type Question, type QuestionKind, valueOf } from '@/components/questions/question';
import type { Metadata } from '#contract/metadata';
import { shownText } from '@/lib/shown-text';
import { cx } from '@/ui/cx';
import { Kbd, keyText } from '@/ui/kbd';
import { AnswerButtons } from './answer-buttons';

type Props = {
  question: Question;
  /** Its place among the questions, from 1. */
  number: number;
  isActive: boolean;
  /** As they will be; empty while they are not known. */
  metadata: Metadata;
  onChoose: () => void;
  /** Null takes the answer back. */
  onAnswer: (value: string | null) => void;
  /** In place of answers to choose from. */
  note?: ReactNode;
};

/** One question; the keys answer the active one, which is marked at its edge. */
export function QuestionView(props: Props) {
  const { question, number, isActive, metadata, onChoose, onAnswer, note } = props;
  const { label, kind, isRequired } = question;
  const value = valueOf(question, metadata);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it only watches the controls in it
    <fieldset
      data-question={question.key}
      data-active={isActive || undefined}
      onFocus={onChoose}
      className="min-w-0 border-b border-line px-4 py-3 data-active:shadow-[inset_2px_0_var(--color-accent)] max-sm:border-0 max-sm:px-5 max-sm:py-2 max-sm:shadow-none!"
    >
      <legend className="float-start flex w-full items-center gap-2">
        <Mark number={number} isDone={value !== undefined} />
        <bdi className="min-w-0 text-sm font-semibold break-words">{shownText(label)}</bdi>
        {!isRequired && <span className="text-xs text-ink-3">optional</span>}
        {isActive && <span className="sr-only">, the keys answer this</span>}
        <span aria-hidden className="ms-auto text-xs whitespace-nowrap text-ink-3 max-sm:hidden">
          <Hint kind={kind} />
        </span>
      </legend>
      <div className="clear-both pt-2 sm:ps-7">
        {note ?? <AnswerButtons {...{ question, value, isActive, onAnswer }} />}
      </div>
    </fieldset>
  );
}

/** Which keys answer it, where there are such keys. */
function Hint({ kind }: { kind: QuestionKind }) {
  const [digits, yes, no, note] = [useKey('verdict'), useKey('yes'), useKey('no'), useKey('note')];
  if (kind === 'note') return <Kbd>{note}</Kbd>;
  if (kind === 'yes-no') return yes && no && `${keyText(yes)} or ${keyText(no)}`;
  return digits && (kind === 'scale' ? '1 – 5' : 'digits');
}

function Mark({ number, isDone }: { number: number; isDone: boolean }) {
  return (
    <span
      className={cx(
        'grid size-5 shrink-0 place-items-center rounded-full text-[11px]/none font-semibold tabular-nums',
        isDone
          ? 'bg-success-soft text-success-ink'
          : 'text-ink-2 ring-[1.5px] ring-control ring-inset',
      )}
    >
      {isDone ? (
        <>
          <Check aria-hidden strokeWidth={3} className="size-3" />
          <span className="sr-only">Answered:</span>
        </>
      ) : (
        number
      )}
    </span>
  );
}
