import type { ModelGroup } from '#contract/wire/models';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';

/** Lists the models by provider (`GET /api/models`, for servers with the capability `models`). */
export async function listModelGroups(options: CallOptions = {}): Promise<ModelGroup[]> {
  return (await askServer('GET /api/models', 'data', {}, options)).data;
}
