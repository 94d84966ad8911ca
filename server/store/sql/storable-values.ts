import { firstCodePoints } from '#contract/code-points';
import type { Metadata } from '#contract/metadata';
import { isStorable } from '#contract/storable';

/**
 * Refuses text that a database would cut (NUL) or change (a lone surrogate) instead of keeping it.
 * JSON text and metadata must come without either; they are kept to the character or not at all.
 */
export function assertStorable(text: string): void {
  if (!isStorable(text)) throw new TypeError('text with NUL or a lone surrogate cannot be stored');
}

/** In code points; previews have 200. */
const LABEL_LENGTH = 256;

/**
 * Labels and previews come from anywhere and need not be exact: what cannot be kept becomes U+FFFD, and what exceeds
 * any sensible length, and the length of an index entry, is cut.
 */
export function label(text: string): string {
  const kept = isStorable(text) ? text : text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
  return firstCodePoints(kept, LABEL_LENGTH);
}

/** A provider may report anything; what is no count is unknown. */
export function count(value: number | null): number | null {
  return value !== null && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

export function measure(value: number | null): number | null {
  return value !== null && Number.isFinite(value) && value >= 0 ? value : null;
}

/** The metadata of a row. */
export function storedMetadata(text: string): Metadata {
  // Written by this server alone, after a check; read for every row of a table.
  return JSON.parse(text) as Metadata;
}
