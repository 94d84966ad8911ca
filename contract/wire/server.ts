import * as z from 'zod/mini';
import { SCOPES } from '../scopes';
import { count, type Endpoint, seconds } from './endpoint';

const provider = z.strictObject({
  name: z.string(),
  hasKey: z.boolean(),
  /** At most the last four characters. */
  keyHint: z.nullable(z.string()),
  source: z.enum(['env', 'file', 'found', 'demo']),
  /** Whether it keeps completions itself, which this server can then relay. */
  stored: z.boolean(),
  baseHost: z.string(),
  /** Without what may be secret in it; not there for the demo. */
  baseUrl: z.optional(z.string()),
  /** Whether plain model names go to it. */
  default: z.boolean(),
});
export type ProviderInfo = z.infer<typeof provider>;

/** A file that still holds what is erased, until it is removed: a copy that an upgrade left. */
export const keptCopy = z.strictObject({ name: z.string(), removed_at: seconds });
export type KeptCopy = z.infer<typeof keptCopy>;

/** What this server is, and what it can do. */
const server = z.strictObject({
  version: z.string(),
  capabilities: z.array(z.string()),
  providers: z.array(provider),
  limits: z.strictObject({
    bodyBytes: count,
    metadataPairs: count,
    metadataKey: count,
    metadataValue: count,
    pageSize: count,
    /** How long a deleted completion can be restored; 0: it cannot. */
    trashDays: z.number(),
  }),
  database: z.enum(['sqlite', 'postgres']),
  copies: z.array(keptCopy),
  /** What whoever asks may do; null: everybody may do everything. */
  access: z.nullable(
    z.strictObject({
      /** Null: the token that the server was started with. */
      token: z.nullable(z.string()),
      scopes: z.array(z.enum(SCOPES)),
    }),
  ),
  /** Which completions it keeps: those that ask for it, or all but those that say no. */
  store: z.enum(['asked', 'always']),
});
export type ServerInfo = z.infer<typeof server>;

export const SERVER_ENDPOINTS = {
  'GET /api/openapi.json': {
    about: 'This description',
    answer: z.looseObject({ openapi: z.string() }),
  },
  'GET /api/server': {
    about: 'What the server is, what it can do, and its providers',
    answer: server,
  },
} as const satisfies Record<string, Endpoint>;
