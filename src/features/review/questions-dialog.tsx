import Plus from 'lucide-react/icons/plus';
import { useState } from 'react';
import { NEW_QUESTION, type Question, type QuestionSet } from '@/components/questions/question';
import {
  LONGEST,
  MOST_QUESTIONS,
  nameProblem,
  problemsOf,
  type QuestionProblems,
} from '@/components/questions/read-questions';
import { useReviewStore } from '@/components/questions/review-store';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/text-field';
import { showToast } from '@/ui/toast-store';
import { QuestionRow } from './question-row';
import { setKept, setRemoved } from './question-sets';

type Props = {
  /** What it begins with. */
  edited: QuestionSet;
  /** Name of the set in whose place it comes; null for a new one. */
  replaced: string | null;
  onClose: () => void;
  /** With what was typed when it was closed. */
  onReopen: (edited: QuestionSet) => void;
};

/** The questions of a set: their words, keys, kinds and answers, in the order in which they are asked. */
// oxlint-disable-next-line max-lines-per-function -- one form, whose parts share their state
export function QuestionsDialog({ edited, replaced, onClose, onReopen }: Props) {
  const [name, setName] = useState(edited.name);
  const [questions, setQuestions] = useState(edited.questions);
  const [open, setOpen] = useState<number | null>(null);
  const [isTried, setTried] = useState(false);
  const others = useReviewStore(({ sets }) => sets).filter((set) => set.name !== replaced);
  const problems = questions.map((question) =>
    problemsOf(
      question,
      questions.filter((other) => other !== question),
    ),
  );
  const problem = problemOfName(name.trim(), others);
  const wrong = problems.findIndex((each) => Object.keys(each).length > 0);
  const isChanged = name !== edited.name || questions !== edited.questions;

  function save() {
    setTried(true);
    if (wrong >= 0) setOpen(wrong);
    if (problem !== null || wrong >= 0 || questions.length === 0) return;
    setKept({ name: name.trim(), questions }, replaced);
    onClose();
  }
  function close() {
    onClose();
    if (!isChanged) return;
    const onAct = () => onReopen({ name, questions });
    showToast({
      title: 'Changes to the questions discarded',
      action: { label: 'Undo', onAct },
    });
  }
  function remove() {
    const onAct = setRemoved(edited.name);
    onClose();
    showToast({ title: `Questions “${edited.name}” deleted`, action: { label: 'Undo', onAct } });
  }
  function move(at: number, by: 1 | -1) {
    const moved = [...questions];
    const [question] = moved.splice(at, 1);
    if (question) moved.splice(at + by, 0, question);
    setQuestions(moved);
    setOpen(null);
  }

  return (
    <Dialog
      title={replaced === null ? 'New questions' : 'Questions'}
      className="w-[min(40rem,calc(100vw-2rem))]"
      onClose={close}
      footer={
        <>
          {replaced !== null && (
            <Button variant="dangerGhost" className="me-auto" onClick={remove}>
              Delete questions
            </Button>
          )}
          <Button variant="ghost" onClick={close}>
            Cancel
          </Button>
          <Button variant="primary" onClick={save}>
            Save questions
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        value={name}
        error={isTried || name !== edited.name ? problem : null}
        placeholder="Such as: Refunds"
        maxLength={LONGEST.name * 2}
        onChange={({ target }) => setName(target.value)}
      />
      <h3 className="mt-5 mb-1 text-sm font-semibold">
        In this order <span className="font-normal text-ink-3">answers are kept as metadata</span>
      </h3>
      <ol className="divide-y divide-line border-y border-line">
        {questions.map((question, at) => (
          <QuestionRow
            // A row is told by its place: keys of metadata are typed, and meet on the way.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            question={question}
            number={at + 1}
            problems={shownProblems(problems[at] ?? {}, question, isTried)}
            isOpen={open === at}
            onToggle={() => setOpen(open === at ? null : at)}
            onChange={(next) =>
              setQuestions(questions.map((each) => (each === question ? next : each)))
            }
            onUp={at > 0 ? () => move(at, -1) : undefined}
            onDown={at < questions.length - 1 ? () => move(at, 1) : undefined}
            onRemove={() => {
              setQuestions(questions.filter((each) => each !== question));
              setOpen(null);
            }}
          />
        ))}
      </ol>
      {questions.length === 0 && (
        <p role="alert" className="mt-2 text-xs text-danger-ink">
          Add a question: there is nothing to ask.
        </p>
      )}
      <Button
        size="sm"
        variant="ghost"
        className="mt-2 -ms-2"
        disabled={questions.length >= MOST_QUESTIONS}
        onClick={() => {
          setQuestions([...questions, { ...NEW_QUESTION }]);
          setOpen(questions.length);
        }}
      >
        <Plus aria-hidden className="size-4" /> Question
      </Button>
    </Dialog>
  );
}

function problemOfName(name: string, others: readonly QuestionSet[]): string | null {
  const isTaken = others.some((set) => set.name === name);
  return isTaken ? 'Other questions have this name: choose another one.' : nameProblem(name);
}

/** What is empty still is no mistake before somebody wants to save it. */
function shownProblems(
  problems: QuestionProblems,
  { label, key, values }: Question,
  isTried: boolean,
): QuestionProblems {
  if (isTried) return problems;
  return {
    ...problems,
    ...(label === '' && { label: undefined }),
    ...(key === '' && { key: undefined }),
    ...(values.length < 2 && { values: undefined }),
  };
}
