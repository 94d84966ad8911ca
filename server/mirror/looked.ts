import { listOf } from '#contract/json';
import { changeDocument } from '../store/sql/change-document';
import type { Documents } from '../store/documents';

/** A completion of a provider that a run has looked at; `time`: its Unix second in the provider's list. */
export type Look = readonly [id: string, time: number];

/** How far back runs look for what appeared late, in seconds: each run, and one a day. */
export const BACK = { always: 3_600, daily: 86_400 };

/** What the runs of a mirror have looked at lately. */
export type Looked = {
  has(id: string): boolean;
  /** The latest that are older than the newest one by so many seconds, latest first; a list may go on behind them. */
  behind(back: number): readonly string[];
  /** The second before which everything was looked at, though its ids are not kept any more; null: none. */
  floor: number | null;
};

const KIND = 'mirror-looked';
const HOUR = 3_600;

/** Kept by the hour, so that a page writes only what is near it. */
const placeOf = (provider: string, time: number) => `${provider} ${Math.floor(time / HOUR)}`;

export async function readLooked(store: Documents, provider: string): Promise<Looked> {
  const looks = (await documentsOf(store, provider)).flatMap(({ body }) =>
    readLooks(JSON.parse(body)),
  );
  const ids = new Set(looks.map(([id]) => id));
  const latest = looks.toSorted((one, other) => other[1] - one[1]);
  const newest = latest[0]?.[1] ?? 0;
  const behind = (back: number) => latest.filter(([, time]) => time <= newest - back);
  return {
    has: (id) => ids.has(id),
    behind: (back) => behind(back).map(([id]) => id),
    floor: behind(BACK.daily)[0]?.[1] ?? null,
  };
}

/** Reads looks as they were written down. */
export function readLooks(value: unknown): Look[] {
  return listOf(value).flatMap((look): Look[] => {
    const [id, time]: unknown[] = Array.isArray(look) ? look : [];
    return typeof id === 'string' && typeof time === 'number' ? [[id, time]] : [];
  });
}

/** Notes what a run has looked at. */
export async function noteLooked(
  store: Documents,
  provider: string,
  looks: readonly Look[],
): Promise<void> {
  const places = new Set(looks.map(([, time]) => placeOf(provider, time)));
  for (const place of places) {
    const added = looks.filter(([, time]) => placeOf(provider, time) === place);
    await changeDocument(store, KIND, place, (body) => {
      const known = body === null ? [] : readLooks(JSON.parse(body));
      return JSON.stringify([...new Map([...known, ...added])]);
    });
  }
}

/** Forgets what no run will come to any more. */
export async function forgetLooked(store: Documents, provider: string): Promise<void> {
  const { floor } = await readLooked(store, provider);
  if (floor === null) return;
  for (const { id } of await documentsOf(store, provider))
    if (hourOf(id) < Math.floor(floor / HOUR)) await store.removeDocument(KIND, id);
}

async function documentsOf(store: Documents, provider: string) {
  const all = await store.documents(KIND);
  return all.filter(({ id }) => id.slice(0, id.lastIndexOf(' ')) === provider);
}

function hourOf(id: string): number {
  return Number(id.slice(id.lastIndexOf(' ') + 1));
}
