import * as z from 'zod/mini';
import { COMPLETION_STATES, INCOMPLETE_REASONS } from '../completion';
import { deletedAnswer, messageListAnswer } from './completion-answer';
import type { Endpoint } from './endpoint';

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
export type ExchangeFacts = z.infer<typeof allFacts>;

/** Loose: whatever the provider answered is kept as it came, also where it has not ended. */
const exchange = z.strictObject({ completion: z.looseObject({ id: z.string() }), ...facts });

/** The whole of the metadata that it is to have. */
const metadataRequest = z.strictObject({
  metadata: z.nullable(z.record(z.string(), z.string())),
});

export const COMPLETION_ENDPOINTS = {
  'GET /api/completions/:id': { answer: exchange },
  'POST /api/completions/:id': { body: metadataRequest, answer: exchange },
  'DELETE /api/completions/:id': { answer: deletedAnswer },
  'GET /api/completions/:id/messages': { answer: messageListAnswer },
  'GET /api/completions/:id/request': { answer: z.looseObject({ model: z.string() }) },
  'POST /api/completions/:id/stop': {
    answer: z.strictObject({ id: z.string(), stopping: z.literal(true) }),
    status: 202,
  },
  'GET /api/completions/:id/stream': { types: ['text/event-stream'] },
} as const satisfies Record<string, Endpoint>;
