import type { CompletionSummary } from '@/api/completion-summary';

/** What the controls of a row call it. */
export function rowName({ input_preview, id }: CompletionSummary): string {
  return input_preview?.slice(0, 60) || id;
}

/** Names of several rows, as of one question asked again: these say their ids as well. */
export function sharedNames(rows: readonly CompletionSummary[]): string[] {
  const seen = new Set<string>();
  return rows.map(rowName).filter((name) => seen.size === seen.add(name).size);
}
