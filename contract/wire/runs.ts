import * as z from 'zod/mini';
import { INCOMPLETE_REASONS } from '../completion';
import { count, type Endpoint, FOLLOW_QUERY, listOf } from './endpoint';

/** In milliseconds, Unix time where it is one. `elapsed_ms` is for clients whose clock differs. */
const head = {
  object: z.literal('run'),
  name: z.string(),
  /** Null until the model has been found at one. */
  provider: z.nullable(z.string()),
  model: z.string(),
  stored: z.boolean(),
  started: count,
  elapsed_ms: z.int(),
  completion_id: z.nullable(z.string()),
};

/** An answer that the server is making. */
const going = z.strictObject({
  ...head,
  phase: z.enum(['waiting', 'streaming', 'storing']),
  /** What the provider said while it kept the answer waiting, such as a place in its queue. */
  note: z.nullable(z.string()),
});

/** One that it made within the last day. */
const ended = z.strictObject({
  ...head,
  phase: z.literal('ended'),
  ended: count,
  outcome: z.enum(['complete', 'incomplete', 'failed']),
  reason: z.nullable(z.enum(INCOMPLETE_REASONS)),
  /** In the words of the provider, or ours. */
  error: z.nullable(
    z.partial(
      z.strictObject({
        message: z.string(),
        type: z.nullable(z.string()),
        param: z.nullable(z.string()),
        code: z.nullable(z.string()),
      }),
    ),
  ),
});

const run = z.discriminatedUnion('phase', [going, ended]);
export type GoingRun = z.infer<typeof going>;
export type EndedRun = z.infer<typeof ended>;
export type Run = z.infer<typeof run>;

export const RUN_ENDPOINTS = {
  'GET /api/runs': {
    about: 'The answers that are being generated, stored or not',
    answer: listOf(going),
  },
  'GET /api/runs/:name': {
    about: 'How an answer stands, or how it ended within the last day',
    answer: run,
  },
  'POST /api/runs/:name/stop': {
    about: 'Ends an answer by the name of its run',
    answer: z.strictObject({ name: z.string(), stopping: z.literal(true) }),
    status: 202,
  },
  'GET /api/runs/:name/stream': {
    about: 'Follows an answer by the name of its run',
    query: FOLLOW_QUERY,
    types: ['text/event-stream'],
  },
} as const satisfies Record<string, Endpoint>;
