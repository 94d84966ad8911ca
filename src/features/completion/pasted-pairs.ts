import type { Metadata } from '#contract/metadata';
import { asRecord } from '@/lib/as-record';

/** The pairs in a pasted text: a JSON object of texts, or lines of `key=value`. Null when it is neither. */
export function pastedPairs(text: string): Metadata | null {
  return jsonPairs(text.trim()) ?? linePairs(text.trim());
}

function jsonPairs(text: string): Metadata | null {
  if (!text.startsWith('{')) return null;
  try {
    const entries = Object.entries(asRecord(JSON.parse(text)) ?? {});
    if (entries.length === 0 || entries.some(([, value]) => Object(value) === value)) return null;
    return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
  } catch {
    // Not JSON after all: it is pasted as the text that it is.
    return null;
  }
}

function linePairs(text: string): Metadata | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const pairs = lines.map((line) => /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(line));
  if (lines.length === 0 || pairs.includes(null)) return null;
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}
