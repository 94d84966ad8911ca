import { type ListedModel, readModels } from '#contract/source/read-models';
import { isTooDeep } from '../json/depth';
import { isAnthropic, type Provider } from './provider';
import { callProvider } from './upstream';
import { readAll } from './read-answer';

/** A model as its provider describes it; members beyond the four that OpenAI promises are passed on as they came. */
export type Model = { id: string; object: 'model'; created: number; owned_by: string };

/** How long a list waits for each provider; one that is slower is left out of it. */
const PATIENCE_MS = 4_000;

/**
 * The models that a provider lists, by the names it gives them; null when it lists none: it is down, has no such
 * route, or answers with something else.
 */
export async function listModels(provider: Provider): Promise<Model[] | null> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const path = modelsPath(provider);
    const response = await callProvider(provider, { method: 'GET', path, signal });
    if (response.statusCode !== 200) {
      response.destroy();
      return null;
    }
    const { text } = await readAll(response);
    if (isTooDeep(Buffer.from(text))) return null;
    const listed = readModels(JSON.parse(text.replace(/^\uFEFF/, ''))) ?? [];
    const models = listed.map((model) => asModel(model, provider.name));
    return models.length > 0 ? models : null;
  } catch {
    // A provider that is down must not hide the models of the others; Settings shows which one it is.
    return null;
  }
}

/** Where it lists its models: all of them on one page. */
export function modelsPath({ baseUrl }: Provider): string {
  return isAnthropic(baseUrl) ? '/models?limit=1000' : '/models';
}

/** Whether a provider can be reached, whatever it says. */
export async function answers(provider: Provider): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await callProvider(provider, { method: 'GET', path: '/models', signal });
    response.destroy();
    return true;
  } catch {
    return false;
  }
}

function asModel(model: ListedModel, provider: string): Model {
  const { created, owned_by } = model;
  return {
    ...model,
    object: 'model',
    created: typeof created === 'number' && created > 0 ? Math.floor(created) : 0,
    owned_by: typeof owned_by === 'string' ? owned_by : provider,
  };
}

/** Whether a listed model goes by `name`: `openai/gpt-5.1:online` gives a listed model another manner by a suffix. */
export function isNamed(name: string): (model: Model) => boolean {
  const base = name.slice(0, Math.max(name.lastIndexOf(':'), 0));
  return ({ id }) => id === name || id === base;
}
