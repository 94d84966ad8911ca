import { isTooDeep } from '../json/depth';
import { isAnthropic, type Provider } from './provider';
import { callProvider, readAll } from './upstream';

/** A model as its provider describes it; members beyond the four that OpenAI promises are passed on as they came. */
export type Model = { id: string; object: 'model'; created: number; owned_by: string };

/** How long a list waits for each provider; one that is slower is left out of it. */
const PATIENCE_MS = 4_000;

/**
 * The models that a provider lists, by the names it gives them; null when it lists none: it is down, has no such
 * route, or answers with something else. Besides OpenAI's `{data: […]}` come bare arrays and `{models: […]}`.
 */
export async function listModels(provider: Provider): Promise<Model[] | null> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const path = isAnthropic(provider.baseUrl) ? '/models?limit=1000' : '/models';
    const response = await callProvider(provider, { method: 'GET', path, signal });
    if (response.statusCode !== 200) {
      response.destroy();
      return null;
    }
    const text = await readAll(response);
    if (isTooDeep(Buffer.from(text))) return null;
    const items = itemsOf(JSON.parse(text.replace(/^\uFEFF/, '')));
    const models = items.flatMap((item) => asModel(item, provider.name) ?? []);
    return models.length > 0 ? models : null;
  } catch {
    // A provider that is down must not hide the models of the others; Settings shows which one it is.
    return null;
  }
}

function itemsOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body;
  if (!isRecord(body)) return [];
  // Some send both, for two kinds of clients.
  const lists = [body['data'], body['models']].filter(Array.isArray);
  return (lists.find((list) => list.some((item) => idOf(item) !== null)) as unknown[]) ?? [];
}

function asModel(item: unknown, provider: string): Model | null {
  const id = idOf(item);
  if (id === null || !isRecord(item)) return null;
  const { created, owned_by } = item;
  return {
    ...item,
    id,
    object: 'model',
    created: typeof created === 'number' && created > 0 ? Math.floor(created) : 0,
    owned_by: typeof owned_by === 'string' ? owned_by : provider,
  };
}

/** Ollama's own list, and those that copy it, say `model` or `name`. */
function idOf(item: unknown): string | null {
  if (!isRecord(item)) return null;
  const id = [item['id'], item['model'], item['name']].find(
    (name) => typeof name === 'string' && name.trim() !== '',
  );
  return typeof id === 'string' ? id : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
