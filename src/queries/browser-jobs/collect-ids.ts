import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { clientFor, type Connection } from '@/api/connection';
import { matchesBeginnings } from '@/api/probe-source';
import { walkCompletions } from '@/api/walk-completions';
import type { Metadata } from '#contract/metadata';
import type { Completion } from '@/api/wire';
import { type Filter, filterName } from '#contract/filter';
import { isModel, pairsHold } from '#contract/source/hold';
import { isPlain, plainParams } from '@/lib/listing-params';
import { isIgnored } from '@/queries/source/filter-trust';
import { readMetadata } from '@/queries/source/read-metadata';

/** What a job is about to touch. Times in unix seconds. */
export type Collected = {
  ids: string[];
  oldest: number | null;
  newest: number | null;
  /** What is known of them; an item without metadata is not told from one whose metadata the list leaves out. */
  metadata: ReadonlyMap<string, Metadata>;
  /** How many the server listed that do not match; they are not among the ids. */
  strays: number;
};

/** What a browser can hold, and be trusted to work through. */
export const MOST_COLLECTED = 100_000;

/** The conditions that a server with OpenAI's API alone cannot be asked for: "all" would be more than is meant. */
export function beyondPlain(filters: readonly Filter[]): Filter[] {
  return filters.filter((filter) => !isPlain(filter, filters));
}

type Walking = { signal: AbortSignal; onPage: (collected: number) => void };

/**
 * Walks every page that matches and takes what matches for sure: each row is held against the filter, one that comes
 * without metadata is read first. Rejects where the server ignores the filter, or does not page.
 */
export async function collectIds(
  connection: Connection,
  filters: Filter[],
  { signal, onPage }: Walking,
): Promise<Collected> {
  if (beyondPlain(filters).length > 0) throw new Error('the server cannot apply every condition');
  await refuseIgnored(connection, filters, signal);
  const client = clientFor(connection);
  const { model, metadata } = plainParams({ filters, sort: 'created', order: 'asc' });
  const matching: Completion[] = [];
  let strays = 0;
  for await (const page of walkCompletions(client, { model, metadata }, { signal })) {
    const held = await heldPairs(client, page, metadata, { signal });
    matching.push(...held);
    strays += page.length - held.length;
    onPage(matching.length);
    if (matching.length >= MOST_COLLECTED) break;
  }
  const ofModel = await heldModel(client, matching, model, { signal });
  strays += matching.length - ofModel.length;
  const taken = ofModel.slice(0, MOST_COLLECTED);
  const times = taken.flatMap(({ created }) => created ?? []);
  return {
    ids: taken.map(({ id }) => id),
    oldest: times.reduce<number | null>((least, time) => Math.min(least ?? time, time), null),
    newest: times.reduce<number | null>((most, time) => Math.max(most ?? time, time), null),
    metadata: new Map(taken.flatMap(({ id, metadata: said }) => (said ? [[id, said]] : []))),
    strays,
  };
}

async function refuseIgnored(
  connection: Connection,
  filters: readonly Filter[],
  signal: AbortSignal,
): Promise<void> {
  for (const filter of filters) {
    const { field } = filter;
    if (field !== 'metadata' && field !== 'model') continue;
    if (!(await isIgnored(connection, field, signal))) continue;
    const message = `${connection.label} ignores ${filterName(filter)} and lists everything.`;
    throw new ApiError({ kind: 'invalid_response', message });
  }
}

async function heldPairs(
  client: Client,
  page: readonly Completion[],
  asked: Metadata,
  options: CallOptions,
): Promise<Completion[]> {
  const unknown = page.filter(({ metadata }) => pairsHold(metadata, asked) === 'unknown');
  const read = await readMetadata(
    client,
    unknown.map(({ id }) => id),
    options,
  );
  return page.flatMap((row) => {
    const metadata = read.get(row.id) ?? row.metadata;
    return pairsHold(metadata, asked) === 'yes' ? [{ ...row, metadata }] : [];
  });
}

/**
 * The rows of a model. A server may list those of an alias under the name of the model that answered: where no row has
 * the asked name, and beginnings alone do not match, it is believed.
 */
async function heldModel(
  client: Client,
  rows: Completion[],
  asked: string | undefined,
  options: CallOptions,
): Promise<Completion[]> {
  if (asked === undefined) return rows;
  const held = rows.filter((row) => isModel(row.model, asked));
  if (held.length > 0 || rows.length === 0) return held;
  return (await matchesBeginnings(client, asked, options)) ? [] : rows;
}
