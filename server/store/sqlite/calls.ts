import type { Call } from '../../threads/worker-link';
import type { Store } from '../store';

// What calls of the store take, by their names.

/** Counts everything, in many statements where it is no search: others are answered between them. */
export function isLong({ name, args }: Call): boolean {
  const [asked] = args as Partial<Parameters<Store['series']>>;
  return (name === 'series' || name === 'insights') && asked?.filter.search.trim() === '';
}

/** Those that bring more. */
export const NEEDS_ROOM = new Set([
  'begin',
  'keepPieces',
  'insertRecords',
  'bringForJob',
  'updateMetadata',
  'ready',
]);

/** UTF-16 units of an answer for which the reserve is not there: the short ends of others must have room. */
const LONG = 65_536;

export function isLongEnd({ name, args }: Call): boolean {
  const [, outcome] = args as Partial<Parameters<Store['finish']>>;
  return name === 'finish' && (outcome?.body.length ?? 0) > LONG;
}

/** The text of answers that are being made, and what may come back: the next write that is synced syncs it, too. */
export function needsNoSync({ name }: Call): boolean {
  return name === 'keepPieces' || name === 'forgetIndexed' || name === 'giveBack';
}
