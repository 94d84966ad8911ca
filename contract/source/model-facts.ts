import { isObject, objectOr } from '../json';
import type { ListedModel } from './read-models';

/** What a model can do; null where nobody says it. */
export type ModelFacts = {
  /** Tokens of prompt and answer together. */
  context: number | null;
  /** Images in the prompt. */
  sees: boolean | null;
  tools: boolean | null;
  /** Answers by a JSON schema. */
  schema: boolean | null;
  reasons: boolean | null;
  /** The day from which it is gone, as `2027-01-14`. */
  ends: string | null;
};

/**
 * What a provider's own list says of a model: `supported_parameters` and `architecture` (OpenRouter), `capabilities`
 * (Mistral), and the names that servers have for the context window.
 */
export function modelFacts(model: ListedModel): ModelFacts {
  const parameters = textsIn(model['supported_parameters']);
  const inputs = textsIn(objectOr(model['architecture'])['input_modalities']);
  const { capabilities } = model;
  const able = (name: string) => {
    const said = isObject(capabilities) ? capabilities[name] : undefined;
    return typeof said === 'boolean' ? said : null;
  };
  const takes = (...names: string[]) =>
    parameters && names.some((name) => parameters.includes(name));
  return {
    context: contextOf(model),
    sees: inputs ? inputs.includes('image') : able('vision'),
    tools: takes('tools') ?? able('function_calling'),
    schema: takes('structured_outputs', 'response_format'),
    reasons: takes('reasoning', 'include_reasoning', 'reasoning_effort') ?? able('reasoning'),
    ends: dayOf(model['expiration_date'] ?? model['deprecation'] ?? model['shutdown_date']),
  };
}

const CONTEXT = ['context_length', 'context_window', 'max_context_length', 'max_model_len'];

function contextOf(model: ListedModel): number | null {
  const found = CONTEXT.map((name) => model[name]).find(
    (value) => typeof value === 'number' && Number.isInteger(value) && value > 0,
  );
  return typeof found === 'number' ? found : null;
}

function textsIn(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter((item) => typeof item === 'string');
}

/** Unix seconds, or a date as text. */
function dayOf(value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const time = new Date(typeof value === 'number' ? value * 1_000 : value);
  return Number.isNaN(time.getTime()) ? null : time.toISOString().slice(0, 10);
}
