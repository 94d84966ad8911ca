import { useVerdictOn, type Verdict } from '@/components/compare-verdict';
import { useKeys } from '@/components/keys/use-keys';
import { useKey } from '@/components/keys/key-store';
import { useHotkeys } from '@/ui/hotkeys';
import { type AnswerTurn, isRunning } from '../turns/conversation';
import { letterOf } from './comparison-store';

/** A column by its place, or what holds of all. */
type Choice = number | 'equal' | 'none';

export type Verdicts = ReturnType<typeof useVerdicts>;

/** Which of the last answers is the best, by button and by key; what is pressed again is taken back. */
export function useVerdicts(answers: readonly (AnswerTurn | null)[]) {
  const stored = answers.map(storedId);
  const ids = stored.filter((id) => id !== null);
  const { verdict, asked, write } = useVerdictOn(ids);
  const isBusy = answers.some((turn) => turn && isRunning(turn));
  const isBest = (at: number) =>
    verdict !== null && typeof verdict === 'object' && verdict.best === stored[at];

  function notNow(at?: number): string | null {
    if (isBusy) return 'When every column has ended';
    if (at === undefined) return ids.length < 2 ? 'Two stored answers are needed' : null;
    return stored[at] == null ? 'Only a stored answer can be marked' : null;
  }
  function judge(choice: Choice) {
    const at = typeof choice === 'number' ? choice : undefined;
    if (notNow(at) !== null) return;
    if (typeof choice === 'string') return write(verdict === choice ? null : choice);
    const best = stored[choice];
    if (best != null) write(isBest(choice) ? null : { best });
  }

  const hasDigits = useKey('verdict') !== null;
  useKeys({
    verdict: ({ key }) => {
      if (key === '9') judge('none');
      else if (Number(key) <= answers.length) judge(Number(key) - 1);
    },
  });
  useHotkeys({ '0': hasDigits ? () => judge('equal') : undefined });

  return {
    verdict,
    isBest,
    notNow,
    judge,
    isWriting: (at: number) =>
      asked !== null && typeof asked === 'object' && asked.best === stored[at],
    takeBack: () => write(null),
    /** What the stored answers say by now, in words. */
    written: verdict === null ? null : writtenWords(verdict, stored, ids.length),
  };
}

function storedId(turn: AnswerTurn | null): string | null {
  return turn?.keeping.state === 'stored' ? turn.facts.completionId : null;
}

function writtenWords(verdict: Verdict, stored: readonly (string | null)[], count: number): string {
  const where = `Written to the metadata of ${count === 1 ? 'the stored answer' : `the ${count} stored answers`}:`;
  if (typeof verdict === 'string') return `${where} compare is ${verdict}.`;
  const letter = letterOf(stored.indexOf(verdict.best));
  const others = count > 1 ? ', other on the rest' : '';
  return `${where} compare is best on ${letter}${others}.`;
}
