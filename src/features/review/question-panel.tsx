import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Connection } from '@/api/connection';
import { openOf, type Question } from '@/components/questions/question';
import { METADATA_LIMITS, type Metadata } from '#contract/metadata';
import { formatCount } from '@/lib/format';
import { isTyping } from '@/ui/hotkeys';
import { useMedia } from '@/ui/use-media';
import { goToQuestions } from './fold-keys';
import { NoteQuestion } from './note-question';
import { QuestionStep } from './question-step';
import { QuestionView } from './question-view';
import type { ReviewSession } from './review-session';
import type { Place } from './review-walk';

type Props = {
  connection: Connection;
  session: ReviewSession;
  place: Place;
  questions: readonly Question[];
  active: Question | undefined;
  /** As they will be; undefined while they are not known. */
  metadata: Metadata | undefined;
  /** Under the questions. */
  children?: ReactNode;
};

/** What is asked of the completion that is shown: all of it, or on a phone one question at a time. */
export function QuestionPanel(props: Props) {
  const { connection, session, place, questions, active, metadata, children } = props;
  const isPhone = useMedia('(max-width: 639px)');
  const known = metadata ?? {};
  useFocusHere(place.id, active?.key);
  const view = (question: Question, number: number) => (
    <QuestionView
      key={question.key}
      question={question}
      number={number}
      isActive={question === active}
      metadata={known}
      onChoose={() => session.choose(place, question.key)}
      onAnswer={(value) => session.answer(place, question, value)}
      note={
        question.kind === 'note' ? (
          <NoteQuestion
            key={place.id}
            {...{ connection, question, metadata }}
            id={place.id}
            onWrite={(text) => session.note(place, question.key, text)}
            // The keys answer again, and no key answers a note.
            onLeave={() => !isPhone && session.choose(place, null)}
          />
        ) : undefined
      }
    />
  );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it only watches the questions in it
    <section
      aria-label="Review"
      tabIndex={-1}
      data-review
      onKeyDown={moveBetween}
      className="outline-none sm:max-lg:grid sm:max-lg:grid-cols-2"
    >
      <RoomNote {...{ questions }} metadata={known} />
      {isPhone ? (
        <QuestionStep
          questions={questions}
          active={active}
          onChoose={(question) => session.choose(place, question.key)}
          view={view}
        />
      ) : (
        questions.map((question, at) => view(question, at + 1))
      )}
      {children}
    </section>
  );
}

/** The focus goes where the keys go: a button of another question, or of the completion before, would answer for it. */
function useFocusHere(id: string, active: string | undefined): void {
  const shown = useRef(id);
  // The focus is the browser's: it is moved when another completion, or another question, has come.
  useLayoutEffect(() => {
    const at = document.activeElement;
    const own = at?.closest<HTMLElement>('[data-question]')?.dataset['question'];
    const isLost = at === null || at === document.body || at.id === 'main';
    const isOther = shown.current !== id || own !== active;
    shown.current = id;
    if (isLost || (own !== undefined && isOther && !isTyping(at))) goToQuestions();
  }, [id, active]);
}

/** The arrows up and down move between the questions, from wherever one is in them. */
function moveBetween(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by === undefined || event.altKey || isTyping(event.target)) return;
  const questions = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-question]')];
  const focused = questions.findIndex((each) => each.contains(document.activeElement));
  const at = focused < 0 ? questions.findIndex((each) => each.dataset['active']) : focused;
  const next = questions[Math.min(Math.max(at + by, 0), questions.length - 1)];
  event.preventDefault();
  next?.querySelector<HTMLElement>('button[tabindex="0"], textarea')?.focus();
}

/** Metadata have room for so many pairs: said before an answer is refused for it. */
function RoomNote({ questions, metadata }: Pick<Props, 'questions'> & { metadata: Metadata }) {
  const room = METADATA_LIMITS.pairs - Object.keys(metadata).length;
  const open = openOf(questions, metadata).length;
  if (open <= room) return null;
  return (
    <p
      role="alert"
      className="col-span-full bg-warning-soft px-4 py-2 text-xs max-sm:px-5 text-warning-ink"
    >
      This completion has {METADATA_LIMITS.pairs - room} pairs of metadata, and{' '}
      {room <= 0 ? 'no room for an answer' : `room for ${formatCount(room, 'more answer')}`}:{' '}
      {METADATA_LIMITS.pairs} is the most. Remove pairs below first; an answer without room is kept
      under “Not saved”.
    </p>
  );
}
