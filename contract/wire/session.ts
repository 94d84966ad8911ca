import * as z from 'zod/mini';
import { count, type Endpoint } from './endpoint';

export const SESSION_ENDPOINTS = {
  'POST /api/session': {
    about: 'Logs a browser in; answers with a cookie',
    body: z.looseObject({ token: z.string() }),
    status: 204,
  },
  'DELETE /api/session': { about: 'Logs a browser out', status: 204 },
  'DELETE /api/sessions': {
    about: 'Logs all browsers out',
    answer: z.strictObject({ object: z.literal('sessions.ended'), ended: count }),
  },
} as const satisfies Record<string, Endpoint>;
