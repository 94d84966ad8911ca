import type { Answer } from '@/api/answer';
import type { CallOptions, Client } from '@/api/client';
import { asPage } from '@/api/page';
import { requestJson } from '@/api/request';
import type { Model } from '@/api/wire';
import { asRecord } from '@/lib/as-record';

/** Lists the models that can be asked (`listModels`), aliases included where the server has them. */
export async function listModels(
  client: Client,
  options: CallOptions = {},
): Promise<Answer<Model[]>> {
  const call = { method: 'GET', path: '/models', isRepeatable: true } as const;
  return requestJson(client, call, options, (value) => asPage(value, asModel)?.data ?? null);
}

function asModel(value: unknown): Model | null {
  const model = asRecord(value);
  // The id is the one member that is relied on.
  return typeof model?.id === 'string' ? (model as Model) : null;
}
