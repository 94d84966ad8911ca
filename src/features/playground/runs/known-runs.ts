import { create } from 'zustand';
import { asRecord } from '@/lib/as-record';

/** An answer that this browser has asked for. */
export type KnownRun = {
  name: string;
  model: string;
  /** Unix milliseconds. */
  askedAt: number;
  /** Null while it goes on. Ended ones are kept until their conversation is opened. */
  endedAt: number | null;
  /** Whether this server makes it; any other ends with its page. */
  isOurs: boolean;
  /** Id of its conversation; null: it is a column of the comparison. */
  conversation: string | null;
  title: string;
};

/** Each by itself in localStorage, so that no tab writes over what another has noted. */
const PREFIX = 'chatkeep.run.';
const MOST_ENDED = 5;

/** All tabs share it: each can list, open and stop what another has asked for. In the order of asking. */
export const useKnownRuns = create<{ runs: readonly KnownRun[] }>()(() => ({ runs: noted() }));

globalThis.addEventListener?.('storage', ({ key }) => {
  if (key === null || key.startsWith(PREFIX)) show(ofThisPage());
});

export function isGoingOn({ endedAt }: KnownRun): boolean {
  return endedAt === null;
}

export function runAsked(asked: Omit<KnownRun, 'endedAt'>) {
  note({ ...asked, endedAt: null });
}

/** `isSeen`: its end is before the reader's eyes, and need not be told. */
export function runEnded(name: string, isSeen: boolean) {
  const { runs } = useKnownRuns.getState();
  const run = runs.find((each) => each.name === name);
  if (!run) return;
  if (isSeen) return forget([run]);
  note({ ...run, endedAt: Date.now() });
  forget(runs.filter((each) => !isGoingOn(each)).slice(0, 1 - MOST_ENDED));
}

/** The conversation is open: what ended there is no news any more. */
export function runsSeen(conversation: string) {
  const { runs } = useKnownRuns.getState();
  forget(runs.filter((run) => !isGoingOn(run) && run.conversation === conversation));
}

function note(run: KnownRun) {
  const { runs } = useKnownRuns.getState();
  show([...runs.filter(({ name }) => name !== run.name), run]);
  if (!run.isOurs) return;
  try {
    localStorage.setItem(PREFIX + run.name, JSON.stringify(run));
  } catch {
    // Full or forbidden: then this tab alone knows of it.
  }
}

function forget(gone: readonly KnownRun[]) {
  if (gone.length === 0) return;
  useKnownRuns.setState(({ runs }) => ({ runs: runs.filter((run) => !gone.includes(run)) }));
  try {
    for (const { name } of gone) localStorage.removeItem(PREFIX + name);
  } catch {
    // Nothing was noted either.
  }
}

function show(runs: readonly KnownRun[]) {
  useKnownRuns.setState({ runs: runs.toSorted((one, other) => one.askedAt - other.askedAt) });
}

/** What is noted, and what this page alone knows of. */
function ofThisPage(): KnownRun[] {
  return [...noted(), ...useKnownRuns.getState().runs.filter(({ isOurs }) => !isOurs)];
}

function noted(): KnownRun[] {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    return names.flatMap((name) => runIn(localStorage.getItem(name) ?? ''));
  } catch {
    return [];
  }
}

/** None when it is damaged, which hides no other. */
function runIn(text: string): KnownRun[] {
  const run = asRecord(parsed(text));
  const isKnown =
    typeof run?.name === 'string' &&
    typeof run.model === 'string' &&
    typeof run.title === 'string' &&
    typeof run.askedAt === 'number';
  // This page wrote it.
  return isKnown ? [run as KnownRun] : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
