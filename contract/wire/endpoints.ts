import type * as z from 'zod/mini';
import { AUDIT_ENDPOINTS } from './audit';
import { COMPLETION_ENDPOINTS } from './completions';
import type { Endpoint } from './endpoint';
import { JOB_ENDPOINTS } from './jobs';
import { MIRROR_ENDPOINTS } from './mirrors';
import { MODEL_ENDPOINTS } from './models';
import { OVERVIEW_ENDPOINTS } from './overview';
import { PRICE_ENDPOINTS } from './prices';
import { PROVIDER_ENDPOINTS } from './providers';
import { RETENTION_ENDPOINTS } from './retention';
import { RUN_ENDPOINTS } from './runs';
import { SERVER_ENDPOINTS } from './server';
import { SESSION_ENDPOINTS } from './session';
import { TABLE_ENDPOINTS } from './table';
import { TOKEN_ENDPOINTS } from './tokens';
import { TRANSFER_ENDPOINTS } from './transfers';
import { TRASH_ENDPOINTS } from './trash';
import { VIEW_ENDPOINTS } from './views';

/** Every route of `/api`, by method and path. The tests hold each answer of the server against it. */
export const ENDPOINTS = {
  ...SERVER_ENDPOINTS,
  ...TABLE_ENDPOINTS,
  ...COMPLETION_ENDPOINTS,
  ...RUN_ENDPOINTS,
  ...TRANSFER_ENDPOINTS,
  ...TRASH_ENDPOINTS,
  ...JOB_ENDPOINTS,
  ...AUDIT_ENDPOINTS,
  ...RETENTION_ENDPOINTS,
  ...MIRROR_ENDPOINTS,
  ...OVERVIEW_ENDPOINTS,
  ...VIEW_ENDPOINTS,
  ...PROVIDER_ENDPOINTS,
  ...MODEL_ENDPOINTS,
  ...PRICE_ENDPOINTS,
  ...TOKEN_ENDPOINTS,
  ...SESSION_ENDPOINTS,
  'GET /api/providers/:name/v1/*': {
    about: 'Passed on to a provider, with the key that stays here',
    types: 'any',
  },
  'POST /api/providers/:name/v1/*': {
    about: 'Passed on to a provider, with the key that stays here',
    types: 'any',
  },
  'DELETE /api/providers/:name/v1/*': {
    about: 'Passed on to a provider, with the key that stays here',
    types: 'any',
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;

/** What the JSON of a request to an endpoint is. */
export type BodyOf<Name extends EndpointName> = (typeof ENDPOINTS)[Name] extends {
  body: infer Body extends z.ZodMiniType;
}
  ? z.input<Body>
  : Record<string, never>;

/** What the JSON of an endpoint's answer is. */
export type AnswerOf<Name extends EndpointName> = (typeof ENDPOINTS)[Name] extends {
  answer: infer Answer extends z.ZodMiniType;
}
  ? z.infer<Answer>
  : never;
