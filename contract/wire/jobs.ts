import * as z from 'zod/mini';
import { JOB_STATES } from '../jobs/job-state';
import type { JobKindRow } from '../jobs/job-kind';
import { ALL_KINDS, ASKED_KINDS, JOB_KINDS } from '../jobs/kinds';
import type { JobTarget } from '../jobs/target';
import { count, deleted, type Endpoint, PAGE_QUERY, pageOf, seconds } from './endpoint';
import { storedTarget, trashTarget } from './targets';

export const jobTarget = z.union([
  z.strictObject({ filter: z.string() }),
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ ids: z.array(z.string()) }),
  z.strictObject({ named: count }),
  z.strictObject({ job: z.string() }),
  z.strictObject({ trash: z.literal('all') }),
  z.strictObject({ undo: z.string() }),
  z.strictObject({ rule: z.string() }),
  z.strictObject({ mirror: z.string() }),
  z.strictObject({}),
]) satisfies z.ZodMiniType<JobTarget>;

const pairs = z.record(z.string(), z.string());

/** What a tag job changes; the limits are those of metadata. */
const tag = z.strictObject({
  set: z.optional(pairs),
  remove: z.optional(z.array(z.string())),
  /** Old names of keys to new ones. */
  rename: z.optional(pairs),
  /** By key, old values to new ones. */
  replace: z.optional(z.record(z.string(), pairs)),
});

const asked = (isTagged: boolean, shelf: JobKindRow['shelf']) =>
  z.enum(
    ASKED_KINDS.filter((kind) => {
      const row = JOB_KINDS[kind];
      return row.shelf === shelf && Boolean(row.changes) === isTagged;
    }),
  );

/** Whether it begins by itself once everything it touches is written down. */
const start = z._default(z.boolean('a boolean'), false);

function requestWith<Tag extends z.ZodMiniType>(tag: Tag) {
  return z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: asked(false, 'completions'), target: storedTarget, start }),
      z.strictObject({ kind: asked(true, 'completions'), target: storedTarget, tag, start }),
      z.strictObject({ kind: asked(false, 'trash'), target: trashTarget, start }),
    ],
    `supported values are ${ASKED_KINDS.map((kind) => `'${kind}'`).join(', ')}.`,
  );
}

/** A job as it is asked for. */
const jobRequest = requestWith(tag);
/** The same as it is read: what it changes is looked at by itself, and no further than to the first fault of many. */
export const jobForm = requestWith(z.record(z.string(), z.unknown(), 'an object'));
export type JobRequest = z.input<typeof jobRequest>;
export type TagRequest = z.input<typeof tag>;

/** Work on many completions. */
export const job = z.strictObject({
  object: z.literal('job'),
  id: z.string(),
  kind: z.enum(ALL_KINDS),
  state: z.enum(JOB_STATES),
  actor: z.nullable(z.string()),
  origin: z.nullable(z.string()),
  created: seconds,
  started: z.nullable(seconds),
  ended: z.nullable(seconds),
  target: jobTarget,
  /** What its kind reads of it. */
  spec: z.record(z.string(), z.unknown()),
  counts: z.strictObject({
    total: count,
    done: count,
    changed: count,
    skipped: count,
    failed: count,
  }),
  /** When the oldest and the newest of its completions were created. */
  oldest: z.nullable(seconds),
  newest: z.nullable(seconds),
  /** Of all texts. */
  bytes: count,
  /** What only its kind has. */
  progress: z.looseObject({
    /** Of a tag job: what it would do. */
    changes: z.optional(count),
    exceeds: z.optional(count),
    drops: z.optional(count),
    /** Of an export: how many are not in the file, by the reason. */
    left_out: z.optional(z.record(z.string(), count)),
    /** Of a mirror that looks at all that a provider stores: when the oldest was created, and the last one so far. */
    from: z.optional(seconds),
    reached: z.optional(seconds),
  }),
  error: z.nullable(z.string()),
  /** Until when it can be taken back; `until` null: no end to that. */
  undo: z.nullable(z.strictObject({ until: z.nullable(seconds) })),
});
export type Job = z.infer<typeof job>;

const jobPage = z.extend(pageOf(job), {
  /** Of all that `open` asks for: how many there are, and how many failed, or could not do all. */
  found: z.strictObject({ all: count, failures: count }),
});

const jobFailure = z.strictObject({ id: z.nullable(z.string()), reason: z.string() });
export type JobFailure = z.infer<typeof jobFailure>;

export const JOB_ENDPOINTS = {
  'GET /api/jobs': {
    about: 'A page of the jobs, the last created first',
    query: {
      ...PAGE_QUERY,
      open: 'true: those that have not ended; false: those that have; both unless it is said',
      failures: 'true: those that failed, or could not do all; false: all others',
    },
    answer: jobPage,
  },
  'POST /api/jobs': {
    about: 'Counts and writes down what a job would touch; nothing is done before it is started',
    body: jobRequest,
    answer: job,
    status: 201,
  },
  'GET /api/jobs/:id': { about: 'One job', answer: job },
  'DELETE /api/jobs/:id': { about: 'Forgets a job that was never started', answer: deleted },
  'GET /api/jobs/:id/failures': {
    about: 'A page of what a job could not do, and why',
    query: PAGE_QUERY,
    answer: pageOf(jobFailure),
  },
  'POST /api/jobs/:id/start': { about: 'Starts a job that is ready', answer: job },
  'POST /api/jobs/:id/pause': { about: 'Pauses a job', answer: job },
  'POST /api/jobs/:id/resume': { about: 'Goes on with a paused job', answer: job },
  'POST /api/jobs/:id/cancel': { about: 'Ends a job; what it has done stays done', answer: job },
  'POST /api/jobs/:id/retry': { about: 'Tries again what a job could not do', answer: job },
  'POST /api/jobs/:id/undo': {
    about: 'Starts a job that takes another one back',
    answer: job,
    status: 201,
  },
} as const satisfies Record<string, Endpoint>;
