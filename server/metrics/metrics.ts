import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { AppParts } from '../parts';
import type { RunEnd } from '../record/run';
import type { EndedRun } from '../record/runs';
import type { Rooms } from '../http/bodies/room';
import type { SearchLag } from '../store/store';
import { createRetentionBacklog, jobsText } from './backlog';
import { countedText, counter, gaugeText, histogram } from './exposition';

/** Seconds. */
const QUICK = [0.005, 0.025, 0.1, 0.25, 1, 2.5, 10, 60];
const ANSWERS = [0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600];
/** How often the event loop is looked at: that long it waits by itself. */
const RESOLUTION_MS = 20;
/** Jobs beyond these are not counted one by one. */
const MOST_JOBS = 1_000;

/**
 * What the server does, as numbers for Prometheus. Labels are routes, statuses and names of providers that somebody
 * configured: no content, no id, and nothing that a client could make up.
 */
export type Metrics = {
  requestEnded(request: { method: string; route: string; status: number; seconds: number }): void;
  answerEnded(run: Pick<EndedRun, 'provider' | 'startedAt' | 'firstTokenMs'>, end: RunEnd): void;
  text(): Promise<string>;
  close(): void;
};

export function createMetrics({ config, runs, store }: AppParts, rooms: Rooms): Metrics {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const retention = createRetentionBacklog(store);
  const requests = counter({
    name: 'chatkeep_http_requests_total',
    help: 'Requests that were answered.',
    labels: ['method', 'route', 'status'],
  });
  const durations = histogram({
    name: 'chatkeep_http_request_seconds',
    help: 'From the arrival of a request to the end of its answer.',
    labels: ['route'],
    bounds: QUICK,
  });
  const answers = counter({
    name: 'chatkeep_answers_total',
    help: 'Answers of providers by how they ended: complete, incomplete, or failed.',
    labels: ['provider', 'outcome', 'reason'],
  });
  const answerTimes = histogram({
    name: 'chatkeep_answer_seconds',
    help: 'From the arrival of a request for an answer to its end.',
    labels: ['provider'],
    bounds: ANSWERS,
  });
  const firstTokens = histogram({
    name: 'chatkeep_first_token_seconds',
    help: 'From the arrival of a request to the first word of its streamed answer.',
    labels: ['provider'],
    bounds: ANSWERS,
  });

  return {
    requestEnded({ method, route, status, seconds }) {
      requests.add([method, route, String(status)]);
      durations.observe([route], seconds);
    },
    answerEnded({ provider, startedAt, firstTokenMs }, { outcome, reason }) {
      const name = provider ?? 'none';
      answers.add([name, outcome, reason ?? '']);
      answerTimes.observe([name], (Date.now() - startedAt) / 1_000);
      if (firstTokenMs !== null) firstTokens.observe([name], firstTokenMs / 1_000);
    },
    async text() {
      const counted = [requests, durations, answers, answerTimes, firstTokens];
      const { version, database } = config;
      return [
        ...counted.map((metric) => metric.text()),
        gaugeText(
          {
            name: 'chatkeep_info',
            help: 'Version and database.',
            labels: ['version', 'database'],
          },
          [[[version, database.kind], 1]],
        ),
        runningText(runs),
        bodiesText(rooms),
        await storeText(store, retention),
        processText(delay),
      ].join('');
    },
    close: () => delay.disable(),
  };
}

function runningText(runs: AppParts['runs']): string {
  const phases = ['waiting', 'streaming', 'storing'] as const;
  const about = {
    name: 'chatkeep_answers_running',
    help: 'Answers being made now, by phase.',
    labels: ['phase'],
  };
  const all = runs.all();
  return gaugeText(
    about,
    phases.map((phase) => [[phase], all.filter((run) => run.phase === phase).length] as const),
  );
}

/** Bodies of requests share memory: what came of them, what is worked on, and whom there was no room for. */
function bodiesText(rooms: Rooms): string {
  const seen = Object.entries(rooms.seen());
  const of = (value: (room: (typeof seen)[number][1]) => number) =>
    seen.map(([size, room]) => [[size], value(room)] as const);
  const labels = ['size'];
  const bodies = { name: 'chatkeep_bodies', help: 'Bodies of requests in memory.' };
  return [
    gaugeText(
      { ...bodies, labels: ['size', 'state'] },
      seen.flatMap(([size, { coming, whole }]) => [
        [[size, 'coming'], coming] as const,
        [[size, 'whole'], whole] as const,
      ]),
    ),
    gaugeText(
      { name: 'chatkeep_bodies_bytes', help: 'What they take.', labels },
      of(({ bytes }) => bytes),
    ),
    countedText(
      { name: 'chatkeep_bodies_refused_total', help: 'Those that found no room.', labels },
      of(({ refused }) => refused),
    ),
  ].join('');
}

/** A database that does not answer is told by `chatkeep_store_up`, and not by a failure of the whole. */
async function storeText(
  store: AppParts['store'],
  retention: () => Promise<string>,
): Promise<string> {
  const up = { name: 'chatkeep_store_up', help: 'Whether the database answers.' };
  try {
    const [{ bytes, free }, lag, jobs] = await Promise.all([
      store.size(),
      store.searchLag(),
      store.jobs({ limit: MOST_JOBS, isOpen: true }),
    ]);
    return [
      gaugeText(up, [[[], 1]]),
      gaugeText({ name: 'chatkeep_store_bytes', help: 'What the database takes on its disk.' }, [
        [[], bytes],
      ]),
      free === null
        ? ''
        : gaugeText({ name: 'chatkeep_disk_free_bytes', help: 'What is free beside it.' }, [
            [[], free],
          ]),
      lagText(lag),
      jobsText(jobs),
      await retention(),
    ].join('');
  } catch {
    // Told by the number; the log of whatever needs the database says why.
    return gaugeText(up, [[[], 0]]);
  }
}

function lagText({ waiting, seconds }: SearchLag): string {
  return [
    gaugeText(
      {
        name: 'chatkeep_search_waiting',
        help: 'Completions that the search index does not have yet.',
      },
      [[[], waiting]],
    ),
    gaugeText(
      {
        name: 'chatkeep_search_lag_seconds',
        help: 'Within how many seconds the first of them was written; 0 without one.',
      },
      [[[], seconds]],
    ),
  ].join('');
}

function processText(delay: ReturnType<typeof monitorEventLoopDelay>): string {
  const lag = [0.5, 0.99].map(
    (share) =>
      [
        [String(share)],
        Math.max(0, delay.percentile(share * 100) / 1e9 - RESOLUTION_MS / 1e3),
      ] as const,
  );
  delay.reset();
  return [
    gaugeText(
      {
        name: 'chatkeep_event_loop_lag_seconds',
        help: 'Of the time since the last scrape.',
        labels: ['quantile'],
      },
      lag,
    ),
    gaugeText({ name: 'process_resident_memory_bytes', help: 'Memory of the process.' }, [
      [[], process.memoryUsage.rss()],
    ]),
    gaugeText({ name: 'process_start_time_seconds', help: 'Unix time of the start.' }, [
      [[], Math.floor(Date.now() / 1_000 - process.uptime())],
    ]),
  ].join('');
}
