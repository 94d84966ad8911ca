import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import Trash2 from 'lucide-react/icons/trash';
import type { Question } from '@/components/questions/question';
import type { QuestionProblems } from '@/components/questions/read-questions';
import { shownText } from '@/lib/shown-text';
import { cx } from '@/ui/cx';
import { IconButton } from '@/ui/icon-button';
import { QuestionFields } from './question-fields';
import { questionText } from './question-sets';

type Props = {
  question: Question;
  /** Its place, from 1. */
  number: number;
  problems: QuestionProblems;
  isOpen: boolean;
  onToggle: () => void;
  onChange: (question: Question) => void;
  /** Undefined at the ends. */
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  onRemove: () => void;
};

/** A question in one line; open, it is edited in its place. */
export function QuestionRow(props: Props) {
  const { question, number, problems, isOpen, onToggle, onChange, onUp, onDown, onRemove } = props;
  const { label, key } = question;
  const isWrong = Object.values(problems).some((problem) => problem !== undefined);
  return (
    <li className={cx('-mx-2 px-2', isOpen && 'bg-hover pb-3')}>
      <div className="flex items-center gap-1">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={onToggle}
          className="flex min-h-11 min-w-0 flex-1 items-center gap-2.5 text-start text-sm"
        >
          <span className="w-4 shrink-0 text-ink-3 tabular-nums">{number}</span>
          <span className="min-w-0 flex-1 truncate">
            <bdi className="font-medium">{shownText(label) || 'New question'}</bdi>{' '}
            <bdi className="text-ink-3">{shownText(questionText(question))}</bdi>
          </span>
          {isWrong && !isOpen && <span className="text-xs text-danger-ink">needs fixing</span>}
          <bdi className="max-w-32 truncate font-mono text-xs text-ink-2 max-sm:hidden">
            {shownText(key)}
          </bdi>
        </button>
        <IconButton
          size="iconSm"
          label={`Move question ${number} up`}
          disabled={!onUp}
          onClick={onUp}
        >
          <ArrowUp aria-hidden className="size-3.5" />
        </IconButton>
        <IconButton
          size="iconSm"
          label={`Move question ${number} down`}
          disabled={!onDown}
          onClick={onDown}
        >
          <ArrowDown aria-hidden className="size-3.5" />
        </IconButton>
        <IconButton size="iconSm" label={`Remove question ${number}`} onClick={onRemove}>
          <Trash2 aria-hidden className="size-3.5" />
        </IconButton>
      </div>
      {isOpen && <QuestionFields {...{ question, problems, onChange }} />}
    </li>
  );
}
