import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import type { ReactNode } from 'react';
import type { Question } from '@/components/questions/question';
import { IconButton } from '@/ui/icon-button';

type Props = {
  questions: readonly Question[];
  active: Question | undefined;
  onChoose: (question: Question) => void;
  view: (question: Question, number: number) => ReactNode;
};

/** One question at a time, with the way to the others. */
export function QuestionStep({ questions, active, onChoose, view }: Props) {
  const at = active ? questions.indexOf(active) : -1;
  const to = (by: 1 | -1) => {
    const next = questions[at + by];
    return next && (() => onChoose(next));
  };
  const [onBack, onOn] = [to(-1), to(1)];
  return (
    <div className="relative">
      {active && view(active, at + 1)}
      {questions.length > 1 && (
        <div className="absolute end-3 top-0 flex items-center text-xs text-ink-3 tabular-nums">
          <IconButton
            label="Previous question"
            className="size-11"
            notNow={onBack ? null : 'The first question'}
            onClick={onBack}
          >
            <ChevronLeft aria-hidden className="size-4" />
          </IconButton>
          {at + 1} of {questions.length}
          <IconButton
            label="Next question"
            className="size-11"
            notNow={onOn ? null : 'The last question'}
            onClick={onOn}
          >
            <ChevronRight aria-hidden className="size-4" />
          </IconButton>
        </div>
      )}
    </div>
  );
}
