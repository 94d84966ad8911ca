import { isObject, objectOr } from '../json';
import { type Metadata, textMetadata } from '../metadata';
import type { JobKindRow } from './job-kind';

/** What a tag job does to the metadata of each completion. */
export type TagSpec = {
  set: Metadata;
  remove: readonly string[];
  /** Old names of keys to new ones. */
  rename: Metadata;
  /** By key, old values to new ones. */
  replace: Record<string, Metadata>;
};

/** Of a tag job, of one that takes another's back, or of one whose completions were erased. */
export type AnyTagSpec = TagSpec | { undo: string } | { erased: true };

const MOST_TOLD = 2;

/** Changes the metadata of completions. */
export const tagKind: JobKindRow = {
  lane: 'change',
  scope: 'write',
  shelf: 'completions',
  isAsked: true,
  words: {
    name: 'Tag',
    noun: 'a tag change',
    doing: 'Tagging',
    done: 'tagged',
    left: 'needed no change',
  },
  about: (spec) => {
    const change = readTagSpec(spec);
    return 'set' in change ? changesText(change) : null;
  },
  wordsFor: (spec) =>
    'undo' in readTagSpec(spec) ? { doing: 'Undoing the tags of', done: 'restored' } : null,
  changes(value) {
    const spec = readTagSpec(value);
    return 'set' in spec ? spec : null;
  },
  undo: (undo) => ({ kind: 'tag', target: { undo }, spec: { undo }, isOfTrash: false }),
};

/** "topic=refund, without trace": the first few, and how many more there are. */
function changesText({ set, remove, rename, replace }: TagSpec): string | null {
  const all = [
    ...Object.entries(set).map(([key, value]) => `${key}=${value}`),
    ...remove.map((key) => `without ${key}`),
    ...Object.entries(rename).map(([from, to]) => `${from} as ${to}`),
    ...Object.entries(replace).flatMap(([key, values]) =>
      Object.entries(values).map(([from, to]) => `${key}=${from} as ${to}`),
    ),
  ];
  if (all.length === 0) return null;
  const rest = all.length - MOST_TOLD;
  return all.slice(0, MOST_TOLD).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** Reads a spec as it was written down. */
export function readTagSpec(value: unknown): AnyTagSpec {
  const { set, remove, rename, replace, undo, erased } = objectOr(value);
  if (erased === true) return { erased };
  if (typeof undo === 'string') return { undo };
  return {
    set: textMetadata(set) ?? {},
    remove: Array.isArray(remove) ? remove.filter((key) => typeof key === 'string') : [],
    rename: textMetadata(rename) ?? {},
    replace: Object.fromEntries(
      Object.entries(objectOr(replace)).flatMap(([key, values]) =>
        isObject(values) ? [[key, textMetadata(values) ?? {}]] : [],
      ),
    ),
  };
}
