import { isObject, objectOr } from '../json';
import { digitsOf } from './json-text';

/**
 * US dollars that the provider itself says a completion cost: `usage.cost` (OpenRouter, LiteLLM), an object of such
 * costs (Perplexity), or `cost` beside the choices. Null where it says nothing.
 */
export function providerCost(completion: unknown): number | null {
  const { usage, cost } = objectOr(completion);
  return dollars(objectOr(usage)['cost']) ?? dollars(cost);
}

/** A number, or one as text; `total_cost` of an object. */
function dollars(value: unknown): number | null {
  const digits = digitsOf(value);
  if (digits === null && isObject(value)) return dollars(value['total_cost']);
  const text = digits ?? (typeof value === 'string' ? value.trim() : null);
  const amount = text === null ? value : text === '' ? null : Number(text);
  return typeof amount === 'number' && Number.isFinite(amount) && amount >= 0 ? amount : null;
}
