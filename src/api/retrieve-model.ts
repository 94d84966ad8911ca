import { readModels } from '#contract/source/read-models';
import type { Answer } from '@/api/answer';
import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { requestJson } from '@/api/request';
import type { Model } from '@/api/wire';

/**
 * Gets what a server says of one model (`retrieveModel`): of this server also an alias, or `provider:model`. Rejects
 * with 404 when there is none of that name. A slash in the name stays one, as servers expect it.
 */
export async function retrieveModel(
  client: Client,
  id: string,
  options: CallOptions = {},
): Promise<Answer<Model>> {
  // An empty name would be the list, and a dot segment its parent.
  if (/^$|(^|\/)\.{0,2}(\/|$)/.test(id)) {
    const message = `The model '${id}' does not exist.`;
    throw new ApiError({ kind: 'invalid_request', status: 404, code: 'model_not_found', message });
  }
  // encodeURIComponent throws on a lone surrogate, which no name of a model holds.
  const parts = id
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent);
  const call = { method: 'GET', path: `/models/${parts.join('/')}`, isRepeatable: true } as const;
  return requestJson(client, call, options, (value) => readModels([value])?.[0] ?? null);
}
