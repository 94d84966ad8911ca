import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { listCompletions } from '@/api/list-completions';
import { requestJson } from '@/api/request';
import { kindOfRefusal, neverWas, refusalOfUnknown } from '@/api/unknown-id';
import { completionPath } from '@/api/completion-path';

const ONCE = { maxRetries: 0, timeout: 15_000 };

/**
 * Whether a server takes no notice of a filter: it also lists completions for a key and a value, or a model, that
 * nobody has ever used. Rejects where it does not list at all.
 */
export async function ignoresFilter(
  client: Client,
  field: 'metadata' | 'model',
  options: CallOptions = {},
): Promise<boolean> {
  const value = neverWas();
  const filter = field === 'model' ? { model: value } : { metadata: { [value]: value } };
  const { data } = await listCompletions(client, { ...filter, order: 'desc', limit: 1 }, options);
  return data.data.length > 0;
}

/** Whether a server compares models by how they begin: it lists some for the asked name without its end. */
export async function matchesBeginnings(
  client: Client,
  model: string,
  options: CallOptions = {},
): Promise<boolean> {
  if (model.length < 2) return true;
  const asked = { model: model.slice(0, -1), order: 'desc', limit: 1 } as const;
  return (await listCompletions(client, asked, options)).data.data.length > 0;
}

export type HasCall = {
  can: boolean;
  /** What it answered, for whoever wants to know why: "POST answered 405". */
  how: string;
};

/**
 * Asks a server whether it can change (`POST`) or delete completions, with an id that never was: nothing can change by
 * it. Its answer is compared with that to a GET of such an id, and with that of an address that no server has. Null
 * where the answers do not tell, as without the right, or from a server in trouble.
 */
export async function hasCall(
  client: Client,
  method: 'POST' | 'DELETE',
  options: CallOptions = {},
): Promise<HasCall | null> {
  const how = { ...ONCE, ...options };
  const id = neverWas();
  const path = completionPath(client, id);
  const refusal = await refusalOf(client, { method, path, id }, how);
  // Servers may say of whatever is not there that it is deleted.
  if (refusal === null) return { can: true, how: `${method} answered 200` };
  const { status, kind } = refusal;
  const said = `${method} answered ${status}`;
  if (status === 405 || status === 501) return { can: false, how: said };
  if (kind === null || status === null) return null;
  if (status !== 404) return { can: true, how: said };
  const [ofUnknown, ofRoute] = await Promise.all([
    refusalOfUnknown(client, how),
    refusalOf(client, { method: 'GET', path: `${path}/${neverWas()}`, id }, how),
  ]);
  if (ofUnknown === null) return null;
  if (kind === ofUnknown) return ofRoute?.kind === kind ? null : { can: true, how: said };
  return { can: kind !== ofRoute?.kind && formOf(kind) === formOf(ofUnknown), how: said };
}

type Asked = { method: 'GET' | 'POST' | 'DELETE'; path: string; id: string };

/** How a call is refused; null when it is not. */
async function refusalOf(
  client: Client,
  { method, path, id }: Asked,
  options: CallOptions,
): Promise<{ status: number | null; kind: string | null } | null> {
  const body = method === 'POST' ? { body: { metadata: {} } } : {};
  try {
    const call = { method, path, isRepeatable: false, ...body };
    await requestJson(client, call, options, (value) => value ?? null);
    return null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, kind: kindOfRefusal(error, id) };
  }
}

/** Status and members, without the words: servers say the same in other words for other calls. */
function formOf(kind: string): string {
  return JSON.stringify((JSON.parse(kind) as unknown[]).slice(0, 2));
}
