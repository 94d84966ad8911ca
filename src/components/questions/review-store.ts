import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { browserStorage } from '@/components/browser-storage';
import { asRecord } from '@/lib/as-record';
import {
  answersOf,
  FIRST_SET,
  type Question,
  type QuestionSet,
  setOfOne,
  verdictOf,
} from './question';
import { questionSetJson, readQuestionSet } from './read-questions';

type State = {
  /** Never empty; no two have the same name. */
  sets: readonly QuestionSet[];
  /** Name of the set that is asked. */
  current: string;
  /** Goes on to the next completion when all questions are answered. */
  goesOn: boolean;
  /** Passes over what has its verdict already. */
  isOnlyOpen: boolean;
};

const FIRST: State = {
  sets: [FIRST_SET],
  current: FIRST_SET.name,
  goesOn: true,
  isOnlyOpen: true,
};

/** The questions of reviews, in this browser as saved views are. */
export const useReviewStore = create<State>()(
  persist((): State => FIRST, {
    name: 'chatkeep.review',
    storage: browserStorage<unknown>(),
    partialize: (state) => ({ ...state, sets: state.sets.map(questionSetJson) }),
    merge: (kept) => stateFrom(kept),
  }),
);

/** What the browser kept, also from the release that knew one verdict and one note. */
function stateFrom(kept: unknown): State {
  const { sets, current, goesOn, isOnlyOpen, key, values, noteKey } = asRecord(kept) ?? {};
  const before =
    typeof key === 'string' && Array.isArray(values) && typeof noteKey === 'string'
      ? readQuestionSet(questionSetJson(setOfOne(key, values.map(String), noteKey)))
      : null;
  const read = Array.isArray(sets) ? sets.flatMap((each) => readQuestionSet(each) ?? []) : [];
  const all = read.length > 0 ? read : [before ?? FIRST_SET];
  return {
    sets: all,
    current: all.find(({ name }) => name === current)?.name ?? all[0]?.name ?? FIRST_SET.name,
    goesOn: goesOn !== false,
    isOnlyOpen: isOnlyOpen !== false,
  };
}

export function currentSet({ sets, current }: State): QuestionSet {
  return sets.find(({ name }) => name === current) ?? sets[0] ?? FIRST_SET;
}

export function currentQuestions(): readonly Question[] {
  return currentSet(useReviewStore.getState()).questions;
}

/** The one verdict and the one note of a completion, where there is room for no more. */
export function useVerdict(): { key: string; values: readonly string[]; noteKey: string } {
  const { questions } = useReviewStore(currentSet);
  const verdict = verdictOf(questions);
  return {
    key: verdict.key,
    values: answersOf(verdict).map(({ value }) => value),
    noteKey: questions.find(({ kind }) => kind === 'note')?.key ?? 'note',
  };
}
