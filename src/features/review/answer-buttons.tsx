import Check from 'lucide-react/icons/check';
import type { KeyboardEvent } from 'react';
import { useKey } from '@/components/keys/key-store';
import {
  type Answer,
  answersOf,
  type Question,
  type QuestionKind,
} from '@/components/questions/question';
import { shownText } from '@/lib/shown-text';
import { cx } from '@/ui/cx';
import { Kbd } from '@/ui/kbd';

type Props = {
  question: Question;
  /** The answer so far. */
  value: string | undefined;
  isActive: boolean;
  /** Null takes the answer back. */
  onAnswer: (value: string | null) => void;
};

/** What can be answered: one stop for Tab, within it the arrows move. Under a thumb they are large buttons. */
export function AnswerButtons({ question, value, isActive, onAnswer }: Props) {
  const { kind, key, low, high } = question;
  const answers = answersOf(question);
  const at = answers.findIndex((answer) => answer.value === value);
  const look = LOOKS[kind];
  const [digits, yes, no] = [useKey('verdict'), useKey('yes'), useKey('no')];
  const hotkeyOf = ({ value, hotkey }: Answer) =>
    kind === 'yes-no' ? (value === 'yes' ? yes : no) : digits && hotkey;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only watches the buttons in it */}
      <div className={look.group} onKeyDown={moveBeside}>
        {answers.map((answer, n) => (
          <button
            key={answer.value}
            type="button"
            aria-pressed={n === at}
            aria-keyshortcuts={isActive ? (hotkeyOf(answer) ?? undefined) : undefined}
            tabIndex={n === Math.max(at, 0) ? 0 : -1}
            onClick={() => onAnswer(n === at ? null : answer.value)}
            className={cx(PHONE, look.button)}
          >
            {kind !== 'scale' && <Key look={look.kbd}>{hotkeyOf(answer)}</Key>}
            <bdi className="block min-w-0 truncate first-letter:uppercase">
              {shownText(answer.value)}
            </bdi>
            {kind === 'choice' && n === at && (
              <Check aria-hidden strokeWidth={2.5} className="ms-auto size-3.5 max-sm:hidden" />
            )}
          </button>
        ))}
      </div>
      {(low || high) && (
        <p className="mt-1 flex justify-between gap-2 text-xs text-ink-3">
          <bdi>{shownText(low)}</bdi>
          <bdi>{shownText(high)}</bdi>
        </p>
      )}
      {value !== undefined && at < 0 && (
        <p className="mt-1 text-xs text-ink-3">
          <bdi className="font-mono">{shownText(key)}</bdi> is “<bdi>{shownText(value)}</bdi>” now,
          which is none of these.
        </p>
      )}
    </>
  );
}

function Key({ look, children }: { look: string; children: string | null }) {
  return (
    <Kbd aria-hidden className={cx('shrink-0 text-ink-3 max-sm:hidden', look)}>
      {children}
    </Kbd>
  );
}

const PHONE =
  'min-w-0 text-sm aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-ink ' +
  'max-sm:min-h-12 max-sm:rounded-lg max-sm:border max-sm:border-line-strong max-sm:bg-raised max-sm:px-2 ' +
  'max-sm:text-center max-sm:font-medium max-sm:aria-pressed:border-accent-line';

const LOOKS: Record<QuestionKind, { group: string; button: string; kbd: string }> = {
  choice: {
    group: 'grid gap-0.5 sm:-ms-1.5 max-sm:grid-cols-2 max-sm:gap-2',
    button:
      'items-center gap-2.5 rounded-md px-1.5 hover:bg-hover sm:flex sm:min-h-8 sm:text-start',
    kbd: '',
  },
  scale: {
    group:
      'grid grid-cols-5 max-sm:gap-2 sm:divide-x sm:divide-line sm:overflow-hidden sm:rounded-md sm:border sm:border-line-strong',
    button: 'tabular-nums hover:bg-hover focus-visible:-outline-offset-2 sm:h-8',
    kbd: '',
  },
  'yes-no': {
    group: 'grid grid-cols-2 gap-2',
    button:
      'items-center justify-center gap-2 rounded-md border border-line-strong bg-raised font-medium hover:bg-hover aria-pressed:border-accent-line sm:flex sm:h-8',
    kbd: 'order-last',
  },
  note: { group: '', button: '', kbd: '' },
};

/** The arrows beside move between the answers of one question. */
function moveBeside(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (by === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  event.preventDefault();
  buttons[Math.min(Math.max(at + by, 0), buttons.length - 1)]?.focus();
}
