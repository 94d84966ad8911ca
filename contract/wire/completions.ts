import * as z from 'zod/mini';
import { COMPLETION_STATES, INCOMPLETE_REASONS } from '../completion';
import { deletedAnswer, messageListAnswer } from './completion-answer';
import { type Endpoint, FOLLOW_QUERY, PAGE_QUERY } from './endpoint';

/** What only this server knows of a stored completion. */
const facts = {
  state: z.enum(COMPLETION_STATES),
  /** Why it is incomplete. */
  reason: z.nullable(z.enum(INCOMPLETE_REASONS)),
  provider: z.string(),
  requested_model: z.string(),
  /** The provider's own id of the completion. */
  upstream_id: z.nullable(z.string()),
  /** Milliseconds. */
  timings: z.strictObject({
    first_token_ms: z.nullable(z.number()),
    total_ms: z.nullable(z.number()),
  }),
  /** US dollars: the provider's own figure, else an estimate; null where neither is known. */
  cost: z.nullable(z.number()),
  /** Name of the access token that the request came with. */
  caller: z.nullable(z.string()),
  /** Names of those members beside the answer that are parameters of its request; null where nobody knows. */
  parameters: z.nullable(z.array(z.string())),
};
const allFacts = z.strictObject(facts);
export type StoredFacts = z.infer<typeof allFacts>;

/** Loose: whatever the provider answered is kept as it came, also where it has not ended. */
const stored = z.strictObject({ completion: z.looseObject({ id: z.string() }), ...facts });

/** The whole of the metadata that it is to have. */
const metadataRequest = z.strictObject({
  metadata: z.nullable(z.record(z.string(), z.string())),
});

export const COMPLETION_ENDPOINTS = {
  'GET /api/completions/:id': {
    about: 'One completion, with what only this server knows of it',
    answer: stored,
  },
  'POST /api/completions/:id': {
    about: 'Replaces the whole metadata of a completion',
    body: metadataRequest,
    answer: stored,
  },
  'DELETE /api/completions/:id': {
    about: 'Moves a completion to the trash; without a trash erases it',
    answer: deletedAnswer,
  },
  'GET /api/completions/:id/messages': {
    about: 'A page of the messages that it answers',
    query: { ...PAGE_QUERY, order: 'asc or desc' },
    answer: messageListAnswer,
  },
  'GET /api/completions/:id/request': {
    about: 'The body of the request that it answers, digit by digit',
    answer: z.looseObject({ model: z.string() }),
  },
  'POST /api/completions/:id/stop': {
    about: 'Ends an answer that is being generated; what has come is kept',
    answer: z.strictObject({ id: z.string(), stopping: z.literal(true) }),
    status: 202,
  },
  'GET /api/completions/:id/stream': {
    about: 'Follows an answer that is being generated, from its beginning',
    query: FOLLOW_QUERY,
    types: ['text/event-stream'],
  },
} as const satisfies Record<string, Endpoint>;
