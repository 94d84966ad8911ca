import { isObject, type JsonObject, objectOr, objectsOf } from '../json';

/**
 * The token counts of a completion or a chunk, wherever it has them: `usage`, the usage of a choice (Moonshot), or
 * `x_groq.usage` (Groq). Null when it has none.
 */
export function usageOf(value: JsonObject): JsonObject | null {
  const places = [
    value['usage'],
    ...objectsOf(value['choices']).map((choice) => choice['usage']),
    objectOr(value['x_groq'])['usage'],
  ];
  const counts = places.filter(isObject);
  return counts.find((place) => Object.keys(place).length > 0) ?? counts[0] ?? null;
}
