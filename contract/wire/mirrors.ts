import * as z from 'zod/mini';
import { type Endpoint, listOf } from './endpoint';
import { job } from './jobs';

/** Minutes between two runs; null: only by hand. */
const every = z.nullable(z.int());

const LIMITS = { least: 5, most: 20 * 1_440 };
const EVERY = `expected null or an integer of minutes from ${LIMITS.least} to ${LIMITS.most}.`;

/** No oftener than a provider likes, no rarer than it keeps. */
export const mirrorRequest = z.strictObject({
  every: z.nullable(
    z.number(EVERY).check(z.int(EVERY), z.gte(LIMITS.least, EVERY), z.lte(LIMITS.most, EVERY)),
  ),
});

/** How the completions that a provider stores are copied into this server's store. */
const mirror = z.strictObject({
  provider: z.string(),
  every,
  /** The last run, which may be running now. */
  last: z.nullable(job),
});
export type Mirror = z.infer<typeof mirror>;

export const MIRROR_ENDPOINTS = {
  'GET /api/mirrors': {
    about: 'The providers that store completions, and how they are copied',
    answer: listOf(mirror),
  },
  'POST /api/mirrors/:provider': {
    about: 'Sets how often a provider is copied',
    body: mirrorRequest,
    answer: z.strictObject({ provider: z.string(), every }),
  },
  'POST /api/mirrors/:provider/run': {
    about: 'Copies what is new at a provider now',
    answer: job,
    status: 201,
  },
} as const satisfies Record<string, Endpoint>;
