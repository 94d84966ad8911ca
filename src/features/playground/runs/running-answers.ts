import type { AnswerPlace } from '../answers/answer-place';
import { usePlayground } from '../turns/playground-store';
import { runAsked, runEnded } from './known-runs';

/** What this page does for an answer that is not there yet: reads it, waits to ask again, or joins it. */
export type Running = { place: AnswerPlace; abort: AbortController; isStopped: boolean };

/** By the key of the turn. */
const running = new Map<string, Running>();

export function runningAnswer(key: string): Running | undefined {
  return running.get(key);
}

/** By the name of its run. */
export function placeOfRun(name: string): AnswerPlace | null {
  const places = [...running.values()].map(({ place }) => place);
  return places.find((place) => place.turn()?.facts.runName === name) ?? null;
}

/** From here on the answer is listed and can be stopped, until `work` has ended. */
export async function whileRunning(
  place: AnswerPlace,
  work: (mine: Running) => Promise<void>,
): Promise<void> {
  const mine: Running = { place, abort: new AbortController(), isStopped: false };
  running.set(place.key, mine);
  const { runName: name, askedAt = Date.now(), model, isOurs } = place.turn()?.facts ?? {};
  const home = place.home();
  if (name && model !== undefined)
    runAsked({ name, askedAt, model, isOurs: isOurs === true, ...home });
  try {
    await work(mine);
  } finally {
    running.delete(place.key);
    if (name) runEnded(name, isShown(home.conversation));
  }
}

function isShown(conversation: string | null): boolean {
  return conversation === null || conversation === usePlayground.getState().id;
}
