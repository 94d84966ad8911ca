import { Passing } from '../passing';
import { randomly } from '../store/random-bytes';
import { ApiFailure } from '../http/errors';
import { type Replay, Run, type RunEnd } from './run';

/** What is remembered of a run that has ended. */
export type EndedRun = Pick<
  Run,
  'name' | 'model' | 'isStored' | 'startedAt' | 'provider' | 'firstTokenMs'
> & {
  completionId: string | null;
  /** Unix milliseconds. */
  endedAt: number;
  end: RunEnd;
  /** The events of an answer that is stored nowhere, for the page that comes back too late to join; else null. */
  replay: Replay | null;
};

/** The answers that this process is making, stored or not, and for a while those that it made. */
export type Runs = {
  /** Fails with 400 while a run of that name is going on. Null: a name of ours. */
  begin(asked: Pick<Run, 'model' | 'isStored'> & { name: string | null }): Run;
  get(name: string): Run | null;
  /** By the completion's id, once it has one. */
  ofCompletion(id: string): Run | null;
  ended(name: string): EndedRun | null;
  /** In the order in which they were asked for. */
  all(): Run[];
  /** Hears of each run that ends. */
  onEnd(listener: (run: Run, end: RunEnd) => void): void;
};

/** How long an answer that nothing keeps goes on, and is remembered, for a page that is being loaded again. */
const RELOAD_MS = 120_000;
const REMEMBERED_MS = 86_400_000;
const REMEMBERED = 5_000;
const FORGOTTEN_AT_ONCE = 500;
/** Of answers that nothing keeps, in UTF-16 units. */
const REPLAY_ROOM = 16 * 1024 * 1024;

/** `unwatchedLimit`: milliseconds after which a run that nobody waits for is stopped; 0: never. */
export function createRuns({ unwatchedLimit }: { unwatchedLimit: number }): Runs {
  const running = new Passing<string, Run>();
  const memory = createMemory();
  const listeners: ((run: Run, end: RunEnd) => void)[] = [];
  const stored = unwatchedLimit === 0 ? null : unwatchedLimit;
  const unstored = Math.min(stored ?? RELOAD_MS, RELOAD_MS);
  return {
    begin({ name, model, isStored }) {
      if (name !== null && running.get(name) !== null) throw nameInUse(name);
      const run = new Run({
        name: name ?? `run_${randomly(18).toString('base64url')}`,
        model,
        isStored,
        unwatchedLimit: isStored ? stored : unstored,
        onEnd(ended, end) {
          running.delete(ended.name);
          memory.add(ended, end);
          for (const listener of listeners) listener(ended, end);
        },
      });
      running.set(run.name, run);
      return run;
    },
    get: (name) => running.get(name),
    ofCompletion: (id) => [...running.values()].find((run) => run.identity?.id === id) ?? null,
    ended: (name) => memory.get(name),
    all: () => [...running.values()],
    onEnd: (listener) => void listeners.push(listener),
  };
}

function createMemory() {
  const ended = new Map<string, EndedRun>();
  let room = REPLAY_ROOM;
  const forgetReplay = (run: EndedRun) => {
    room += sizeOf(run.replay);
    run.replay = null;
  };
  const forget = (run: EndedRun) => {
    forgetReplay(run);
    // A younger run may have taken the name.
    if (ended.get(run.name) === run) ended.delete(run.name);
  };
  /** Many at once: each that leaves its place at the beginning makes the way to the next one longer. */
  const forgetOldest = () => {
    for (const oldest of ended.values()) {
      if (ended.size <= REMEMBERED - FORGOTTEN_AT_ONCE) break;
      forget(oldest);
    }
  };
  return {
    add(run: Run, end: RunEnd) {
      const { name, model, isStored, startedAt, provider, firstTokenMs, identity } = run;
      // Whether its client has read it all, or just left, nobody here can tell.
      const isMissed = !isStored && run.goesOn && run.phase !== 'waiting';
      const replay = isMissed
        ? { whole: run.whole, stretches: run.folding.stretches(), last: end.last }
        : null;
      const size = sizeOf(replay);
      const isRoom = size <= room;
      const known: EndedRun = {
        name,
        model,
        isStored,
        startedAt,
        provider,
        firstTokenMs,
        end,
        completionId: identity?.id ?? null,
        endedAt: Date.now(),
        replay: isRoom ? replay : null,
      };
      if (isRoom) room -= size;
      const former = ended.get(name);
      if (former) forget(former);
      ended.set(name, known);
      if (known.replay) setTimeout(() => forgetReplay(known), RELOAD_MS).unref();
      if (ended.size > REMEMBERED) forgetOldest();
    },
    get(name: string): EndedRun | null {
      const known = ended.get(name);
      return known && Date.now() - known.endedAt < REMEMBERED_MS ? known : null;
    },
  };
}

function sizeOf(replay: EndedRun['replay']): number {
  if (!replay) return 0;
  const texts = [replay.whole ?? '', ...replay.stretches, replay.last];
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** 409 would be resent by the official clients. */
function nameInUse(name: string): ApiFailure {
  return new ApiFailure(
    400,
    `A run named '${name}' is going on. Send another name in 'x-run', or none.`,
    { param: 'x-run', code: 'run_in_use' },
  );
}
