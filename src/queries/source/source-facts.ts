import { create } from 'zustand';
import type { Connection } from '@/api/connection';
import { asRecord } from '@/lib/as-record';

/**
 * What was learnt of a source: whether it changes metadata, deletes, and takes notice of a filter by metadata or by
 * model.
 */
export type FactName = 'update' | 'delete' | 'metadata' | 'model';

export type Fact = {
  can: boolean;
  /** Unix milliseconds. */
  at: number;
  /** What it answered: "POST answered 405". */
  how: string;
};

type State = { facts: Readonly<Record<string, Fact>> };

const STORED = 'chatkeep.source-facts';
/** Servers are mended and updated: what was learnt yesterday is asked anew. */
const KEPT_MS = 86_400_000;

/** Facts by source and name; kept in this browser for a day. They hold no key. */
export const useSourceFacts = create<State>()(() => ({ facts: readFacts() }));

// Another tab has learnt something, or the storage was cleared.
globalThis.addEventListener?.('storage', ({ key }) => {
  if (key === STORED || key === null) useSourceFacts.setState({ facts: readFacts() });
});

type Source = Pick<Connection, 'id' | 'baseUrl'>;

export function factOf({ facts }: State, source: Source, name: FactName): Fact | null {
  const fact = facts[keyOf(source, name)];
  return fact && Date.now() - fact.at < KEPT_MS ? fact : null;
}

export function factLearnt(source: Source, name: FactName, fact: Omit<Fact, 'at'>): void {
  change({ [keyOf(source, name)]: { ...fact, at: Date.now() } });
}

/** The next one who wants to know asks again. */
export function factForgotten(source: Source, name: FactName): void {
  change({ [keyOf(source, name)]: null });
}

function change(changed: Readonly<Record<string, Fact | null>>): void {
  const all = { ...readFacts(), ...useSourceFacts.getState().facts, ...changed };
  const facts = Object.fromEntries(
    Object.entries(all).filter((each): each is [string, Fact] => {
      const [, fact] = each;
      return fact !== null && Date.now() - fact.at < KEPT_MS;
    }),
  );
  useSourceFacts.setState({ facts });
  try {
    localStorage.setItem(STORED, JSON.stringify(facts));
  } catch {
    // Full or blocked: it is known as long as this page is open.
  }
}

function keyOf({ id, baseUrl }: Source, name: FactName): string {
  return `${id} ${baseUrl} ${name}`;
}

function readFacts(): Record<string, Fact> {
  try {
    const stored = asRecord(JSON.parse(localStorage.getItem(STORED) ?? '{}')) ?? {};
    return Object.fromEntries(Object.entries(stored).filter((each) => isFact(each))) as Record<
      string,
      Fact
    >;
  } catch {
    // Blocked storage, or not ours.
    return {};
  }
}

function isFact([, value]: [string, unknown]): boolean {
  const fact = asRecord(value);
  return typeof fact?.can === 'boolean' && typeof fact.at === 'number';
}
