import type { QueryClient } from '@tanstack/react-query';
import { createStore } from 'zustand/vanilla';
import type { Connection } from '@/api/connection';
import {
  activeOf,
  answersOf,
  nextOpen,
  openOf,
  type Question,
} from '@/components/questions/question';
import { currentQuestions, useReviewStore } from '@/components/questions/review-store';
import { takeBackWrite, writePair } from '@/queries/pair-writes/pair-writes';
import { createChanges } from './changes';
import { comingAnswers } from './coming-answers';
import { createWalk, type Place, type ReadPage } from './review-walk';

export type ReviewSession = ReturnType<typeof createSession>;

/** A list being reviewed, from the moment its page was opened: the way through it, and what was changed on the way. */
export function createSession(
  connection: Connection,
  start: Place,
  cache: QueryClient,
  readPage: ReadPage,
) {
  const { known, answers } = comingAnswers(connection, cache);
  const walk = createWalk(start, readPage);
  const changes = createChanges(answers);
  /** The question that was chosen, and of which completion. */
  const chosen = createStore<{ id: string; key: string | null }>(() => ({ id: '', key: null }));

  function write(place: Place, key: string, value: string | null, isNote: boolean) {
    const { id, name } = place;
    const metadata = known(id);
    const before = metadata && Object.hasOwn(metadata, key) ? (metadata[key] ?? null) : null;
    if (metadata && before === value) return;
    // A note that was not seen is not written over; a verdict stands alone.
    const appends = isNote && !metadata;
    changes.made(place, key, () => writePair(connection, { id, name, key, value, appends }));
  }

  function give(place: Place, question: Question, value: string | null): 'next' | void {
    const { id } = place;
    const questions = currentQuestions();
    const wasOpen = openOf(questions, answers(id)).length > 0;
    write(place, question.key, value, false);
    const metadata = answers(id);
    const next = value === null ? question : (nextOpen(questions, metadata, question) ?? question);
    chosen.setState({ id, key: next.key });
    const isDone = wasOpen && openOf(questions, metadata).length === 0;
    return isDone && useReviewStore.getState().goesOn ? 'next' : undefined;
  }

  function activeAt({ id }: Place): Question | undefined {
    const { id: of, key } = chosen.getState();
    return activeOf(currentQuestions(), answers(id), of === id ? key : null);
  }

  return {
    walk,
    changes,
    chosen,
    /** A key, for the active question of the completion that is current once the keys before have been followed. */
    press: (hotkey: string) =>
      walk.act((place) => {
        const question = activeAt(place);
        const answer = question && answersOf(question).find((each) => each.hotkey === hotkey);
        return question && answer ? give(place, question, answer.value) : undefined;
      }),
    /** Of the completion on which it was clicked; null takes the answer back. */
    answer: (place: Place, question: Question, value: string | null) =>
      walk.act((at) => {
        const goesOn = give(place, question, value);
        return at.id === place.id ? goesOn : undefined;
      }),
    /** On, where all is answered; else to what is open. */
    next: () =>
      walk.act(({ id }) => {
        const [open] = openOf(currentQuestions(), answers(id));
        if (!open) return 'next';
        chosen.setState({ id, key: open.key });
      }),
    /** Null: the first open one again. */
    choose: (place: Place, key: string | null) => chosen.setState({ id: place.id, key }),
    /** Of the completion in whose field it was typed. */
    note: (place: Place, key: string, value: string | null) => write(place, key, value, true),
    /** Restores the pair that was changed last, and returns to its completion and its question. */
    undo: () =>
      walk.act(() => {
        const last = changes.takenBack((n, { id, name }, key) =>
          takeBackWrite(connection, n, { id, name, key }),
        );
        if (!last) return;
        chosen.setState({ id: last.place.id, key: last.key });
        walk.store.setState({ at: last.place });
      }),
  };
}
