import { jobMembers } from '#contract/jobs/target';
import type { JobKind } from '#contract/jobs/kinds';
import type { Lane } from '#contract/jobs/job-kind';
import type { Job } from '../store/jobs';
import { StoreUnavailable } from '../store/errors';
import { type Store } from '../store/store';
import { freeze, writtenDown } from './freeze';
import { seconds } from './new-job';
import { untilWritten } from './until-written';
import { itemSteps, type Step } from './work';

/** A process that shares the database may have started a job, or died over one. */
const POLL_MS = 5_000;
const RETRY_MS = 1_000;
/** A job that was prepared and never started is forgotten after so many seconds. */
const FORGOTTEN_S = 3_600;
const LANES = ['change', 'bring'] as const satisfies readonly Lane[];

/** Why a job cannot be done, in words for those who started it. */
export class JobFailed extends Error {
  override name = 'JobFailed';
}

/** How jobs of a kind are done. Steps are made anew each time a job is taken up. */
export type Kind = { steps: (job: Job, signal: AbortSignal) => Step };

export type Runner = {
  /** Takes up what a former process left, and runs whatever is started from now on. */
  start(): Promise<void>;
  /** Writes down what a new job touches, then leaves it `ready`, or `queued` when it starts by itself. */
  prepare(job: Job): Promise<void>;
  /** There may be something to run. */
  wake(): void;
  /** Resolves once nothing runs any more; what ran goes on at the next start. */
  stop(): Promise<void>;
};

export type RunnerParts = {
  store: Store;
  /** Kinds beside those whose items the store itself acts on. */
  kinds?: Partial<Record<JobKind, Kind>>;
  onFault: (error: unknown) => void;
};

export function createRunner(parts: RunnerParts): Runner {
  const { store, onFault } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const lanes = LANES.map((lane) => ({ lane, rest: createRest() }));
  const wake = () => {
    for (const { rest } of lanes) rest.end();
  };
  let loops: Promise<unknown> = Promise.resolve();

  async function runLane(lane: Lane, rest: Rest): Promise<void> {
    while (!signal.aborted) {
      try {
        const job = await store.claimJob(lane);
        if (job) await run(parts, job, signal);
        else {
          if (lane === 'change') await adopt(false);
          await rest.take(POLL_MS);
        }
      } catch (error) {
        // What stopping cut short stays `running` in the store, and goes on at the next start.
        if (signal.aborted) return;
        // The database is away, or something is broken that may be mended: the job is taken up again.
        if (!(error instanceof StoreUnavailable)) onFault(error);
        await rest.take(RETRY_MS);
      }
    }
  }

  /** What a process that is gone left half prepared is prepared anew. */
  async function adopt(isStart: boolean): Promise<void> {
    for (const job of await store.adoptJobs(isStart)) {
      await store.clearJobItems(job.id);
      void prepare(job);
    }
  }

  async function prepare(job: Job): Promise<void> {
    try {
      await freeze(store, job, signal);
      const state = startsByItself(job) ? 'queued' : 'ready';
      await store.changeJob(job.id, ['preparing'], { state, target: writtenDown(job) });
      wake();
    } catch (error) {
      // What was being prepared when the server stops is prepared anew after its start.
      if (signal.aborted) return;
      onFault(error);
      const fail = () => end(parts, job, 'it could not be prepared; see the log');
      await fail().catch(() => untilWritten(fail));
    }
  }

  return {
    prepare,
    wake,
    async start() {
      await adopt(true);
      await forgetUnstarted(store);
      loops = Promise.all(lanes.map(({ lane, rest }) => runLane(lane, rest)));
    },
    async stop() {
      stopping.abort();
      wake();
      await loops;
    },
  };
}

/** Works on a job until nothing is left of it, or it is not running any more. */
async function run(parts: RunnerParts, job: Job, signal: AbortSignal): Promise<void> {
  const { store, kinds = {}, onFault } = parts;
  try {
    const step = kinds[job.kind]?.steps(job, signal) ?? itemSteps(store);
    for (let now: Job | null = job; now?.state === 'running';) {
      if (signal.aborted) return;
      const next: Job | null = await step(now);
      if (next === null) return await end(parts, job, null);
      now = next;
    }
  } catch (error) {
    if (signal.aborted || error instanceof StoreUnavailable) throw error;
    if (!(error instanceof JobFailed)) onFault(error);
    const reason = error instanceof JobFailed ? error.message : 'an unexpected error; see the log';
    await end(parts, job, reason);
  }
}

/** `error` is why it failed; null when it did not. */
async function end({ store }: RunnerParts, { id, kind, actor }: Job, error: string | null) {
  const state = error === null ? 'completed' : 'failed';
  const change = { state, ended: seconds(), ...(error !== null && { error }) } as const;
  const line = { actor, origin: null, action: `job.${state} ${kind}`, subject: id } as const;
  await store.acting({ ...line, count: 'changed' }).changeJob(id, ['preparing', 'running'], change);
}

type Rest = ReturnType<typeof createRest>;

/** Takes a rest that ends when its time is over, or at once when somebody ends it, even just before it began. */
function createRest() {
  let isEnded = false;
  let wake = (): void => undefined;
  return {
    async take(ms: number): Promise<void> {
      if (!isEnded) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          timer.unref();
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isEnded = false;
    },
    end(): void {
      isEnded = true;
      wake();
    },
  };
}

/** What a job that is being prepared remembers: whether it is to be started by hand. */
export const STARTS = '{"starts":true}';

function startsByItself({ progress }: Job): boolean {
  return jobMembers(progress)['starts'] === true;
}

/** Nobody decided about them; what they would have touched may long be something else. */
export async function forgetUnstarted(store: Store): Promise<void> {
  const before = seconds() - FORGOTTEN_S;
  for (const { id, created } of await store.jobs({ state: 'ready', limit: 1_000 })) {
    if (created < before) await store.removeJob(id);
  }
}
