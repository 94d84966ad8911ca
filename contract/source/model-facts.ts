import { isObject, type JsonObject, objectOr } from '../json';
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
 * What a provider's own list says of a model: `supported_parameters` and `architecture` (OpenRouter), `capabilities` as
 * flags (Mistral), objects (Anthropic) or names (LM Studio, Ollama), `supports_…` (LiteLLM, Fireworks), and the names
 * that servers have for the context window and the last day. Whatever has another shape says nothing.
 */
export function modelFacts(model: ListedModel): ModelFacts {
  const parameters = textsIn(model['supported_parameters']);
  const inputs = textsIn(objectOr(model['architecture'])['input_modalities']);
  const takes = (...names: string[]) =>
    parameters && names.some((name) => parameters.includes(name));
  const able = (...names: string[]) => ability(model, names);
  return {
    context: contextOf(model),
    sees: inputs?.includes('image') ?? able('vision', 'image_input') ?? seesByType(model),
    tools: takes('tools') ?? able('function_calling', 'tools', 'tool_use', 'trained_for_tool_use'),
    schema:
      takes('structured_outputs', 'response_format') ??
      able('structured_outputs', 'response_schema'),
    reasons:
      takes('reasoning', 'include_reasoning', 'reasoning_effort') ?? able('reasoning', 'thinking'),
    ends: lastDayOf(model),
  };
}

/** By any of its names: a flag, `{supported}`, or a name in a list, which says nothing of those that are not in it. */
function ability(model: ListedModel, names: readonly string[]): boolean | null {
  const { capabilities } = model;
  if (textsIn(capabilities)?.some((name) => names.includes(name))) return true;
  const flags = objectOr(capabilities);
  const said = names.flatMap((name) => [
    flags[name],
    objectOr(flags[name])['supported'],
    ...placesOf(model).map((place) => place[`supports_${name}`]),
  ]);
  return said.find((value) => typeof value === 'boolean') ?? null;
}

/** As LM Studio names its kinds of models. */
function seesByType({ type }: ListedModel): boolean | null {
  return type === 'vlm' ? true : type === 'llm' ? false : null;
}

/** The most that a server takes now comes before what a model could take. */
const CONTEXT = [
  'loaded_context_length',
  'n_ctx',
  'context_length',
  'context_window',
  'max_context_length',
  'max_model_len',
  'max_input_tokens',
];

function contextOf(model: ListedModel): number | null {
  const found = CONTEXT.flatMap((name) => placesOf(model).map((place) => place[name])).find(
    (value) => Number.isSafeInteger(value) && Number(value) > 0,
  );
  return typeof found === 'number' ? found : null;
}

/** Itself, and where llama.cpp, DeepInfra and LiteLLM say more of it. */
function placesOf(model: ListedModel): JsonObject[] {
  return [model, ...['meta', 'metadata', 'model_info'].map((name) => objectOr(model[name]))];
}

function textsIn(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter((item) => typeof item === 'string');
}

function lastDayOf(model: ListedModel): string | null {
  const { deprecation } = model;
  // Azure says when each use of a model ends.
  const use = isObject(deprecation) ? deprecation['inference'] : deprecation;
  return dayOf(model['expiration_date'] ?? use ?? model['shutdown_date']);
}

/** Unix seconds, or a date as text. */
function dayOf(value: unknown): string | null {
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value);
  if (!isDay && !(typeof value === 'number' && value > YEAR_2000)) return null;
  const time = new Date(typeof value === 'number' ? value * 1_000 : value);
  const day = Number.isNaN(time.getTime()) ? '' : time.toISOString();
  return /^\d{4}-/.test(day) ? day.slice(0, 10) : null;
}

const YEAR_2000 = 946_684_800;

export type ListedPrice = { input: number; output: number };

/** In US dollars per million tokens, as the list itself says them; null unless both are there. */
export function listedPrice(model: ListedModel): ListedPrice | null {
  for (const place of placesOf(model)) {
    const pricing = objectOr(place['pricing']);
    const found =
      // OpenRouter and LiteLLM count by the token, Together and DeepInfra by the million.
      pair(pricing['prompt'], pricing['completion'], 1_000_000) ??
      pair(place['input_cost_per_token'], place['output_cost_per_token'], 1_000_000) ??
      pair(pricing['input'], pricing['output'], 1) ??
      pair(pricing['input_tokens'], pricing['output_tokens'], 1);
    if (found) return found;
  }
  return null;
}

function pair(input: unknown, output: unknown, times: number): ListedPrice | null {
  const rates = [input, output].map((value) => {
    const isText = typeof value === 'string' && /^\d*\.?\d+(e-?\d+)?$/i.test(value);
    const rate = isText || typeof value === 'number' ? Number(value) : Number.NaN;
    // Without the noise of the multiplication: 0.00003 is 30, not 30.000000000000004.
    return Number((rate * times).toPrecision(12));
  });
  const [first = Number.NaN, second = Number.NaN] = rates;
  const isPrice = rates.every((rate) => rate >= 0 && Number.isFinite(rate));
  return isPrice ? { input: first, output: second } : null;
}
