import { createStore } from 'zustand/vanilla';
import { ApiError } from '@/api/api-error';
import type { CompletionPage } from '@/api/list-table';
import type { CompletionSearch } from '@/lib/completion-search';
import { nameFrom } from '@/queries/pair-writes/pair-write';
import { sleep } from '@/lib/sleep';

/** A completion of the list, and the page of the list that it is on. */
export type Place = { id: string; name: string; search: CompletionSearch };

export type Walk = {
  /** Where the keys are, which may be ahead of what is drawn. */
  at: Place;
  /** What is known of the list, in its order as it was read: a verdict may take rows out of it meanwhile. */
  places: readonly Place[];
  /** Cursors to what comes before and after the places; null at the ends. */
  before: string | null;
  after: string | null;
};

export type ReadPage = (search: CompletionSearch) => Promise<CompletionPage>;

const AHEAD = 3;
const AGAIN_MS = 1_000;
/** Gone through at one step in search of the next row. */
export const MOST_PAGES = 50;

/**
 * Goes through a list as it was when it was read. Everything asked for happens in turn, so that a key never acts on
 * another completion than it would have, had everything been there at once.
 */
export function createWalk(start: Place, readPage: ReadPage) {
  const store = createStore<Walk>(() => ({
    at: start,
    places: [start],
    before: null,
    after: null,
  }));
  const reading = { 1: null, [-1]: null } as Record<1 | -1, Promise<void> | null>;
  let beginning: Promise<void> | null = null;
  let turns = Promise.resolve();
  let isOver = false;

  /** The page that the start is on; where it is not there any more, the list goes on with its first row. */
  async function begin(): Promise<void> {
    const page = await untilRead(start.search);
    if (!page) return;
    const places = placesOf(page, start.search);
    const own = places.find(({ id }) => id === start.id);
    const at = own ?? start;
    store.setState({
      at,
      places: own ? places : [start, ...places],
      before: page.isAdrift ? null : page.previous,
      after: page.next,
    });
  }

  async function extend(by: 1 | -1): Promise<void> {
    const cursor = by === 1 ? store.getState().after : store.getState().before;
    if (cursor === null) return;
    const search: CompletionSearch = {
      ...start.search,
      after: by === 1 ? cursor : undefined,
      before: by === 1 ? undefined : cursor,
    };
    const page = await untilRead(search);
    const { places } = store.getState();
    const known = new Set(places.map(({ id }) => id));
    const more = page ? placesOf(page, search).filter(({ id }) => !known.has(id)) : [];
    if (by === 1) store.setState({ places: [...places, ...more], after: page?.next ?? null });
    else store.setState({ places: [...more, ...places], before: page?.previous ?? null });
  }

  /** Through an outage; null where the server has no such page. */
  async function untilRead(search: CompletionSearch): Promise<CompletionPage | null> {
    for (;;) {
      try {
        return await readPage(search);
      } catch (error) {
        const isPassing =
          !(error instanceof ApiError) || error.status === null || error.status >= 500;
        if (isOver || !isPassing) return null;
        await sleep(AGAIN_MS);
      }
    }
  }

  function begun(): Promise<void> {
    beginning ??= begin();
    return beginning;
  }
  async function extended(by: 1 | -1): Promise<void> {
    reading[by] ??= extend(by).finally(() => (reading[by] = null));
    await reading[by];
  }

  async function step(by: 1 | -1): Promise<void> {
    await begun();
    // A page may hold nothing that matches, where the server lists more than was asked for.
    let pages = 0;
    while (isToBeRead(store.getState(), by) && (pages += 1) <= MOST_PAGES) await extended(by);
    const to = beside(store.getState(), by);
    if (to) store.setState({ at: to });
    const { places, at } = store.getState();
    // Before the rows ahead are needed, and before verdicts can change where their page begins.
    if (by === 1 && places.indexOf(at) >= places.length - AHEAD) void extended(1);
  }

  function inTurn(act: () => void | Promise<void>): void {
    turns = turns.then(() => (isOver ? undefined : act()));
  }

  return {
    store,
    begin: () => void begun(),
    step: (by: 1 | -1) => inTurn(() => step(by)),
    /**
     * Does something with the completion that will be current once the keys before have been followed, and goes on from
     * it where that says `next`.
     */
    act: (what: (at: Place) => unknown) =>
      inTurn(() => (what(store.getState().at) === 'next' ? step(1) : undefined)),
    end: () => (isOver = true),
  };
}

/** The place before or after the current one, as far as it is known. */
function beside({ at, places }: Walk, by: 1 | -1): Place | undefined {
  return places[places.findIndex(({ id }) => id === at.id) + by];
}

function isToBeRead(walk: Walk, by: 1 | -1): boolean {
  return beside(walk, by) === undefined && canStep(walk, by);
}

export function canStep(walk: Walk, by: 1 | -1): boolean {
  return beside(walk, by) !== undefined || (by === 1 ? walk.after : walk.before) !== null;
}

export function placesOf(page: CompletionPage, search: CompletionSearch): Place[] {
  return page.rows.map(({ id, input_preview, output_preview }) => ({
    id,
    name: nameFrom(input_preview || output_preview || id),
    search,
  }));
}
