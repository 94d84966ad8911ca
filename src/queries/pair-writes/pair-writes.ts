import type { QueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import { ApiError } from '@/api/api-error';
import type { Connection } from '@/api/connection';
import type { CompletionPage } from '@/api/list-table';
import { retryDelay } from '@/api/retry-delay';
import type { Metadata } from '#contract/metadata';
import { changePairs, withValue } from '@/queries/change-pairs';
import { completionQueries } from '@/queries/completion-queries';
import { completionClient } from '@/queries/completion-client';
import { learning } from '@/queries/source/source-can';
import { isOf, type PairWrite, valueOf } from './pair-write';
import { adoptWrites, forgetWrite, storeWrite } from './write-storage';

type State = {
  /** In the order in which they were asked for. */
  writes: readonly PairWrite[];
  /** Why nothing arrives at present, in the words of the last attempt; null while all is well. */
  trouble: string | null;
  /** The `n` of those that were refused or given up, until they are sent again. */
  lost: ReadonlySet<string>;
};

export type Reach = {
  /** Null while it cannot be reached, as without its key. */
  connectionOf: (source: PairWrite['source']) => Connection | null;
  cache: QueryClient;
};

/** A browser has six connections to a server, and the reader needs some of them to go on. */
const MOST_AT_ONCE = 3;
const LONGEST_WAIT_MS = 4_000;

export const usePairWrites = create<State>()(() => ({
  writes: [],
  trouble: null,
  lost: new Set(),
}));

/** What is being sent, by its `n`. */
const sending = new Set<string>();
/** The value that each write has replaced, for those who take it back. */
const replaced = new Map<string, string | null>();
/** What has to be asked of {@link replaced} only when its turn comes. */
const restores = new Map<string, string>();
let reach: Reach | null = null;
let retries = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends what waits, and what a page before has left, from now on. */
export async function startPairWrites(how: Reach): Promise<void> {
  const isFirst = reach === null;
  reach = how;
  if (!isFirst) return;
  globalThis.addEventListener?.('online', sendNow);
  const left = await adoptWrites();
  if (left.length > 0) usePairWrites.setState(({ writes }) => ({ writes: [...left, ...writes] }));
  send();
}

type Asked = Omit<PairWrite, 'n' | 'source' | 'refusal' | 'appends'> &
  Partial<Pick<PairWrite, 'appends'>>;

/** Writes a pair, whatever happens to the connection or the page. Gives its `n`. */
export function writePair(connection: Connection, asked: Asked): string {
  const { id, baseUrl, label } = connection;
  const write: PairWrite = {
    appends: false,
    ...asked,
    n: crypto.randomUUID(),
    source: { id, baseUrl, label },
    refusal: null,
  };
  storeWrite(write);
  usePairWrites.setState(({ writes }) => ({ writes: [...writes, write] }));
  send();
  return write.n;
}

/** Brings back what a write has replaced. One that has not left yet never leaves. */
export function takeBackWrite(connection: Connection, n: string, asked: Omit<Asked, 'value'>) {
  const waiting = usePairWrites.getState().writes.find((write) => write.n === n);
  if (waiting && !sending.has(n)) return drop(waiting);
  const back = writePair(connection, { ...asked, value: replaced.get(n) ?? null });
  if (!replaced.has(n)) restores.set(back, n);
}

/** Sends again what was refused, or everything that waits, at once. */
export function retryWrites(): void {
  usePairWrites.setState(({ writes }) => ({
    writes: writes.map((write) => ({ ...write, refusal: null })),
    lost: new Set(),
  }));
  sendNow();
}

/** Gives it up; the returned function takes that back. */
export function discardWrite(write: PairWrite): () => void {
  drop(write);
  usePairWrites.setState(({ lost }) => ({ lost: new Set([...lost, write.n]) }));
  return () => {
    const again = { ...write, refusal: null };
    storeWrite(again);
    usePairWrites.setState(({ writes, lost }) => ({
      writes: [...writes, again],
      lost: new Set([...lost].filter((n) => n !== write.n)),
    }));
    sendNow();
  };
}

function drop(write: PairWrite): void {
  forgetWrite(write);
  usePairWrites.setState(({ writes, trouble }) => {
    const left = writes.filter(({ n }) => n !== write.n);
    return { writes: left, trouble: left.length === 0 ? null : trouble };
  });
}

function sendNow(): void {
  clearTimeout(timer);
  timer = undefined;
  send();
}

function send(): void {
  if (timer !== undefined || reach === null) return;
  const { writes } = usePairWrites.getState();
  const busy = new Set(writes.filter(({ n }) => sending.has(n)).map(placeOf));
  for (const write of writes) {
    if (sending.size >= MOST_AT_ONCE) return;
    // Those of one completion go one after another, in their order.
    const waits = write.refusal === null && !sending.has(write.n) && !busy.has(placeOf(write));
    const connection = waits ? reach.connectionOf(write.source) : null;
    if (!connection) continue;
    busy.add(placeOf(write));
    sending.add(write.n);
    void attempt(write, connection, reach.cache);
  }
}

async function attempt(
  write: PairWrite,
  connection: Connection,
  cache: QueryClient,
): Promise<void> {
  try {
    const api = await completionClient(connection, cache);
    const restored = restores.get(write.n);
    const change = (before: string | undefined) =>
      restored === undefined ? valueOf(write, before) : (replaced.get(restored) ?? null);
    const { before, answer } = await learning(connection, 'update', () =>
      changePairs(
        api,
        write.id,
        (metadata) => withValue(metadata, write.key, change(own(metadata, write.key)) ?? undefined),
        { maxRetries: 0 },
      ),
    );
    replaced.set(write.n, own(before, write.key) ?? null);
    const { queryKey } = completionQueries(connection).detail(write.id);
    // What was read before this write must not come after it.
    await cache.cancelQueries({ queryKey });
    cache.setQueryData(queryKey, answer);
    showInLists(cache, connection, write.id, answer.data.metadata ?? {});
    sending.delete(write.n);
    retries = 0;
    usePairWrites.setState({ trouble: null });
    drop(write);
    if (!isAnyOnItsWay(connection))
      void cache.invalidateQueries({ queryKey: completionQueries(connection).lists() });
  } catch (error) {
    sending.delete(write.n);
    failed(write, error);
  }
  send();
}

function failed(write: PairWrite, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const delay = error instanceof ApiError ? retryDelay(error, retries) : null;
  if (delay === null) {
    usePairWrites.setState(({ writes, lost }) => ({
      writes: writes.map((each) => (each.n === write.n ? { ...each, refusal: message } : each)),
      lost: new Set([...lost, write.n]),
    }));
    return;
  }
  retries += 1;
  usePairWrites.setState({ trouble: message });
  const asked = error instanceof ApiError ? error.retryAfter : null;
  timer ??= setTimeout(sendNow, asked ?? Math.min(delay, LONGEST_WAIT_MS));
}

function isAnyOnItsWay({ id, baseUrl }: Connection): boolean {
  return usePairWrites
    .getState()
    .writes.some(
      ({ source, refusal }) => refusal === null && source.id === id && source.baseUrl === baseUrl,
    );
}

function own(metadata: Metadata, key: string): string | undefined {
  return Object.hasOwn(metadata, key) ? metadata[key] : undefined;
}

function placeOf({ source, id }: PairWrite): string {
  return JSON.stringify([source.id, source.baseUrl, id]);
}

function showInLists(
  cache: QueryClient,
  connection: Connection,
  id: string,
  metadata: Metadata,
): void {
  const queryKey = completionQueries(connection).lists();
  cache.setQueriesData<CompletionPage>({ queryKey }, (page) => {
    if (!page) return page;
    return { ...page, rows: page.rows.map((row) => (row.id === id ? { ...row, metadata } : row)) };
  });
}

/** The writes for one completion that have not arrived. */
export function writesOf(
  { writes }: Pick<State, 'writes'>,
  connection: Connection,
  id: string,
): PairWrite[] {
  return writes.filter((write) => isOf(write, connection, id));
}
