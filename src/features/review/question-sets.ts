import { FIRST_SET, type Question, type QuestionSet } from '@/components/questions/question';
import { useReviewStore } from '@/components/questions/review-store';

export function setChosen(name: string): void {
  useReviewStore.setState({ current: name });
}

/** Keeps a set and asks it from now on: in the place of one, or beside the others. The returned function takes it back. */
export function setKept(set: QuestionSet, replaced: string | null): () => void {
  const { sets, current } = useReviewStore.getState();
  const isThere = sets.some(({ name }) => name === replaced);
  const all = isThere ? sets.map((each) => (each.name === replaced ? set : each)) : [...sets, set];
  useReviewStore.setState({ sets: all, current: set.name });
  return () => useReviewStore.setState({ sets, current });
}

/** The returned function brings it back. */
export function setRemoved(name: string): () => void {
  const { sets, current } = useReviewStore.getState();
  const left = sets.filter((each) => each.name !== name);
  const all = left.length > 0 ? left : [FIRST_SET];
  const next = name === current ? (all[0]?.name ?? FIRST_SET.name) : current;
  useReviewStore.setState({ sets: all, current: next });
  return () => useReviewStore.setState({ sets, current });
}

const KINDS = { choice: 'one of', scale: '1 to 5', 'yes-no': 'yes or no', note: 'a note' };

/** `one of good, bad, unsure`, `1 to 5, no use to solved it`. */
export function questionText({ kind, values, low, high, isRequired }: Question): string {
  const ends = low || high ? `, ${low || '…'} to ${high || '…'}` : '';
  const answers = kind === 'choice' ? ` ${values.join(', ')}` : ends;
  return `${KINDS[kind]}${answers}${isRequired ? '' : ', optional'}`;
}
