import { stringifyExact } from '../json/exact';
import type { SharedText } from '../json/text';
import { aside } from '../threads/aside';
import { pauseAfterWork } from '../threads/turns';
import type { Reader, Replay, Run } from './run';

/**
 * Joins a running answer: first everything so far, if there is anything, as one chunk, then every further chunk as it
 * comes, until the function that comes back is called. There is neither a gap nor a repeat: while what has come is made
 * ready, what follows waits.
 */
export function attach(run: Run, reader: Reader): () => void {
  const came = run.phase === 'waiting' ? [] : soFar(run);
  const follower = Array.isArray(came) ? reader : behind(came, reader);
  if (Array.isArray(came)) reader.events(came);
  run.readers.add(follower);
  return () => run.readers.delete(follower);
}

/** Gives what has come, and ends: without `[DONE]`, so that nobody takes it for the answer. */
export function look(run: Run, reader: Reader): void {
  const came = run.phase === 'waiting' ? [] : soFar(run);
  if (!Array.isArray(came)) return behind(came, reader).end(false);
  reader.events(came);
  reader.end(false);
}

/** Hears what `reader` is to hear once it has got what came before; without that it is let go, and can join again. */
function behind(came: Promise<SharedText[]>, reader: Reader): Reader {
  let waiting: (() => void)[] | null = [];
  /** What has waited is given with pauses, and what comes meanwhile waits behind it. */
  const open = async (hear: () => void) => {
    hear();
    for (let next = waiting?.shift(); next; next = waiting?.shift()) {
      await pauseAfterWork();
      next();
    }
    waiting = null;
  };
  came.then(
    (texts) => open(() => reader.events(texts)),
    () => {
      waiting = null;
      reader.end(true);
    },
  );
  const hear = (act: () => void) => (waiting ? void waiting.push(act) : act());
  return {
    events: (texts) => hear(() => reader.events(texts)),
    end: (isBroken) => hear(() => reader.end(isBroken)),
  };
}

type Came = Pick<Run, 'folding' | 'identity' | 'whole'>;

/** Everything that has come, as the text of one chunk; of a long answer another thread makes it ready. */
function soFar({ folding, identity, whole }: Came): SharedText[] | Promise<SharedText[]> {
  if (whole !== null) return [whole];
  if (folding.isEmpty()) return [];
  const fold = folding.whole();
  if (fold) return [stringifyExact({ ...fold.chunk(), ...identity })];
  return aside.foldStretches(folding.stretches(), identity).then((text) => [text]);
}

/** Gives all of them to one who comes too late. */
export function replay(
  { whole, stretches, last }: Replay,
  reader: Reader,
  { isBroken: isFailed }: { isBroken: boolean },
): void {
  const late = behind(allOf(whole, stretches), reader);
  late.events([last]);
  late.end(isFailed);
}

async function allOf(
  whole: SharedText | null,
  stretches: readonly SharedText[],
): Promise<SharedText[]> {
  if (whole !== null) return [whole];
  return stretches.length > 0 ? [await aside.foldStretches(stretches, null)] : [];
}
