import * as z from 'zod/mini';
import { UNNAMED } from '../audit-words';
import { SCOPES } from '../scopes';
import { deleted, type Endpoint, listOf, seconds } from './endpoint';
import { integer } from './fields';

const token = z.strictObject({
  object: z.literal('token'),
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  created: seconds,
  /** To the minute; null: never. */
  used: z.nullable(seconds),
  /** From then on it opens nothing; null: never. */
  expires: z.nullable(seconds),
  /** Who made it, as the audit log calls them; null: a release that did not note it. */
  made_by: z.nullable(z.string()),
});
export type Token = z.infer<typeof token>;

/** As it is shown once, to whoever made it. */
const newToken = z.extend(token, { secret: z.string() });
export type NewToken = z.infer<typeof newToken>;

const NAME = "expected 1 to 60 letters, digits, spaces and any of '._@-', a letter or digit first.";
const TAKEN = 'expected a name that the audit log does not use for something else.';
const SCOPE = `expected one or more of ${SCOPES.join(', ')}.`;

export const tokenRequest = z.strictObject({
  name: z.string('a string').check(
    z.trim(),
    z.regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._@-]{0,59}$/u, NAME),
    z.refine((name) => !UNNAMED.has(name.toLowerCase()), TAKEN),
  ),
  scopes: z.array(z.enum(SCOPES, SCOPE), 'an array').check(z.minLength(1, SCOPE)),
  /** After how many days it expires; left out: never. */
  expires_in_days: z.optional(integer(1, 3_650)),
});
export type TokenRequest = z.infer<typeof tokenRequest>;

export const TOKEN_ENDPOINTS = {
  'GET /api/tokens': { about: 'The access tokens that have names', answer: listOf(token) },
  'POST /api/tokens': {
    about: 'Makes an access token, which is shown in this answer and never again',
    body: tokenRequest,
    answer: newToken,
    status: 201,
  },
  'DELETE /api/tokens/:id': {
    about: 'Revokes an access token, and ends what has logged in with it',
    answer: deleted,
  },
} as const satisfies Record<string, Endpoint>;
