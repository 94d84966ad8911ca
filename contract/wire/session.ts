import * as z from 'zod/mini';
import { count, type Endpoint } from './endpoint';

export const SESSION_ENDPOINTS = {
  'POST /api/session': { body: z.looseObject({ token: z.string() }), status: 204 },
  'DELETE /api/session': { status: 204 },
  'DELETE /api/sessions': {
    answer: z.strictObject({ object: z.literal('sessions.ended'), ended: count }),
  },
} as const satisfies Record<string, Endpoint>;
