import { readModels } from '#contract/source/read-models';
import type { Answer } from '@/api/answer';
import type { CallOptions, Client } from '@/api/client';
import { requestJson } from '@/api/request';
import type { Model } from '@/api/wire';

/** Lists the models that can be asked (`listModels`), aliases included where the server has them. */
export async function listModels(
  client: Client,
  options: CallOptions = {},
): Promise<Answer<Model[]>> {
  const call = { method: 'GET', path: '/models', isRepeatable: true } as const;
  return requestJson(client, call, options, readModels);
}
