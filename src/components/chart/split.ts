import type { Filter } from '#contract/filter';
import { shownText } from '@/lib/shown-text';

/** A line of a chart: a name of what it is split by, or what stands for several, or for none. */
type Line = { name: string; absent?: true; rest?: true };

/** The metadata key of a split, which is that or `model`; null for the latter. */
export function splitKey(split: string): string | null {
  return /^metadata\[(.+)\]$/s.exec(split)?.[1] ?? null;
}

/** A value may have the name of what is no value. */
export function lineId({ name, absent, rest }: Line): string {
  return absent ? 'absent' : rest ? 'rest' : `value ${name}`;
}

/** For people. */
export function lineName({ name, absent, rest }: Line): string {
  if (absent) return 'no value';
  if (rest) return 'all others';
  if (name.trim() === '') return name === '' ? '(empty)' : '(spaces)';
  return shownText(name);
}

/** The condition that finds what a line counts; null where no single one does: what is put together, an empty model. */
export function lineFilter(split: string, { name, absent, rest }: Line): Filter | null {
  if (rest) return null;
  const key = splitKey(split);
  if (key === null) return name === '' ? null : { field: 'model', value: name };
  if (absent) return { field: 'metadata_missing', value: key };
  return { field: 'metadata', key, value: name };
}
