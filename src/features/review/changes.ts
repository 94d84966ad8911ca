import { createStore } from 'zustand/vanilla';
import { isJudged } from '@/components/questions/question';
import { currentQuestions } from '@/components/questions/review-store';
import type { Metadata } from '#contract/metadata';
import { usePairWrites } from '@/queries/pair-writes/pair-writes';
import type { Place } from './review-walk';

/** A pair that was written here; `n` is the name of the write. */
type Change = { n: string; place: Place; key: string };

export type Changes = {
  all: readonly Change[];
  /** What was answered here, by id: whether it had its verdict before, and whether it has it now. */
  judged: ReadonlyMap<string, { before: boolean; now: boolean }>;
  /** When those got theirs that had none, in milliseconds. */
  times: readonly number[];
};

/** What was changed on the way, in its order, and what that made of each completion. */
export function createChanges(answers: (id: string) => Metadata) {
  const store = createStore<Changes>(() => ({ all: [], judged: new Map(), times: [] }));
  const isDone = (id: string) => isJudged(currentQuestions(), answers(id));

  function noteJudged(id: string, was: boolean) {
    const now = isDone(id);
    store.setState(({ judged, times }) => ({
      judged: new Map(judged).set(id, { before: judged.get(id)?.before ?? was, now }),
      times: now && !was ? [...times, Date.now()] : was && !now ? times.slice(0, -1) : times,
    }));
  }

  return {
    store,
    made(place: Place, key: string, write: () => string) {
      const was = isDone(place.id);
      const n = write();
      store.setState(({ all }) => ({ all: [...all, { n, place, key }] }));
      noteJudged(place.id, was);
    },
    /** Takes back the last one that stands, and says which it was. */
    takenBack(takeBack: (n: string, place: Place, key: string) => void): Change | undefined {
      const { lost } = usePairWrites.getState();
      const last = store.getState().all.findLast(({ n }) => !lost.has(n));
      if (!last) return undefined;
      const was = isDone(last.place.id);
      takeBack(last.n, last.place, last.key);
      store.setState(({ all }) => ({ all: all.filter((each) => each !== last) }));
      noteJudged(last.place.id, was);
      return last;
    },
    /** What was answered so far is in the count of the list by now. */
    counted: () => store.setState({ judged: new Map() }),
  };
}
