import * as z from 'zod/mini';
import { OWN_PARAMETERS } from '../own-parameters';
import { count, type Endpoint, listOf } from './endpoint';

const can = z.nullable(z.boolean());
const amount = z.nullable(z.number());

const offered = z.strictObject({
  /** The name by which it is asked for. */
  id: z.string(),
  /** What an alias leads to; null for a model. */
  leads_to: z.nullable(z.string()),
  /** Tokens of prompt and answer together; like all that follows null where nobody says it. */
  context: z.nullable(count),
  sees: can,
  tools: can,
  schema: can,
  reasons: can,
  /** The day from which it is gone. */
  ends: z.nullable(z.string()),
  /** US dollars per million tokens of a short prompt. */
  input: amount,
  output: amount,
  /** Where these are from: set here, or of the shipped list; and of which day. Null: its provider lists them, or nobody. */
  priced: z.nullable(z.strictObject({ own: z.boolean(), day: z.string() })),
});
export type OfferedModel = z.infer<typeof offered>;

const group = z.strictObject({
  object: z.literal('models'),
  /** Null for the aliases. */
  provider: z.nullable(z.string()),
  default: z.boolean(),
  /** Runs on this machine, so nobody asks for money. */
  local: z.boolean(),
  /** What it takes beside OpenAI's own parameters; null where nobody knows. */
  takes: z.nullable(z.array(z.enum(OWN_PARAMETERS))),
  /** Why it lists nothing now. */
  problem: z.nullable(z.string()),
  models: z.array(offered),
});
export type ModelGroup = z.infer<typeof group>;

export const MODEL_ENDPOINTS = {
  'GET /api/models': {
    about: 'The models by provider, with what they can do and what they cost',
    answer: listOf(group),
  },
} as const satisfies Record<string, Endpoint>;
