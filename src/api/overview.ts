import type { Overview } from '#contract/wire/overview';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';

/** Reads the overview (`GET /api/overview`, for servers with the capability `overview`). */
export function retrieveOverview(options: CallOptions = {}): Promise<Overview> {
  return askServer('GET /api/overview', 'deletions', {}, options);
}
