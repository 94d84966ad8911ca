import { hash } from 'node:crypto';
import { createdSeconds } from '#contract/created';
import { isStorable } from '#contract/storable';
import { positionOf } from '../store/completion-id';
import { firstOfSecond, POSITIONS_PER_SECOND, secondOf } from '../store/position';
import { Unusable } from './unusable';

type Value = Record<string, unknown>;

const LONGEST_ID = 256;
const DAY = 86_400;

/** An id as it may stand in a path; whose it is does not matter. */
export function readId(value: Value): string {
  const { id } = value;
  if (typeof id !== 'string' || id === '') throw new Unusable("'id' is missing");
  const isUsable =
    id.length <= LONGEST_ID && isStorable(id) && !/[\s\p{Cc}]/u.test(id) && !/^\.\.?$/.test(id);
  if (!isUsable) throw new Unusable("'id' cannot be used as an id");
  return id;
}

/** Unix time in whole seconds, whichever way another server writes it; 0 where it says no date. */
export function readCreated({ created }: Value): number {
  if (created === null || created === undefined || created === '') return 0;
  const isOld = Number.isSafeInteger(created) && Number(created) >= 0;
  const seconds = createdSeconds(created) ?? (isOld ? Number(created) : null);
  if (seconds === null) throw new Unusable("'created' is not a time");
  // Such rows would stay the newest for ever.
  if (seconds > Date.now() / 1000 + DAY) throw new Unusable("'created' lies in the future");
  return seconds;
}

/**
 * Where a completion stands in its second: where its id says if it is one of ours, where the record says, else at a
 * place that follows from the id, so that a repeated import finds the same.
 */
export function placeOf(id: string, created: number, stated?: unknown): number {
  const isOfSecond = (k: unknown): k is number =>
    typeof k === 'number' && Number.isSafeInteger(k) && secondOf(k) === created;
  if (isOfSecond(stated)) return stated;
  const named = positionOf(id);
  if (isOfSecond(named)) return named;
  const place = hash('sha256', id, 'buffer').readUInt32BE();
  return firstOfSecond(created) + (place % POSITIONS_PER_SECOND);
}

export function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}

/** A finite number; everything else is unknown. */
export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The JSON text of a member that must be of this kind; `otherwise` when it is absent or null. */
export function memberOf(
  texts: Map<string, string>,
  name: string,
  kind: 'object' | 'array',
  otherwise?: string,
): string {
  const stated = texts.get(name);
  const text = stated === undefined || stated === 'null' ? otherwise : stated;
  if (text === undefined) throw new Unusable(`'${name}' is missing`);
  if (!text.startsWith(kind === 'object' ? '{' : '['))
    throw new Unusable(`'${name}' is not an ${kind}`);
  return text;
}
