import { isObject, memberOf } from '../json';

/** Whether a row is what was asked for; `unknown` where it does not say. */
export type Held = 'yes' | 'no' | 'unknown';

/**
 * Holds a listed completion against the pairs that a list was asked for: a server may ignore them, compare without
 * regard to case, or by beginnings. A row that comes without metadata has to be read before it is acted on.
 */
export function pairsHold(metadata: unknown, asked: Readonly<Record<string, string>>): Held {
  const pairs = Object.entries(asked);
  if (pairs.length === 0) return 'yes';
  if (!isObject(metadata)) return 'unknown';
  return pairs.every(([key, value]) => memberOf(metadata, key) === value) ? 'yes' : 'no';
}

/**
 * Whether a completion that names its model as `said` is one of the model `asked` for: the same name, a dated version
 * of it, or one with the provider's name before it on either side.
 */
export function isModel(said: string, asked: string): boolean {
  const [one, other] = [withoutProvider(said), withoutProvider(asked)];
  if (said === asked || one === other) return true;
  return one.startsWith(other) && /^[-@]\d{2,4}(-?\d{2}){1,2}$/.test(one.slice(other.length));
}

function withoutProvider(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.indexOf(':')) + 1);
}
