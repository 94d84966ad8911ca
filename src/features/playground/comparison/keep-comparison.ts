import { asRecord } from '@/lib/as-record';
import { toldOnce } from '../turns/not-kept';
import { openedInTab } from '../history/open-tabs';
import { readComparison, saveComparison, type SavedComparison } from './comparison-library';
import { type Comparison, comparisonFrom, useComparison } from './comparison-store';
import { leaveInStorage, readShortForm } from '../request/short-form';

const saveEveryMs = 500;
const { last, claim } = openedInTab('chatkeep.open-comparison');

/** Where an earlier release kept its only comparison. */
const EARLIER = 'chatkeep.comparison';
/** A page that goes away cannot wait for IndexedDB: what it has not saved yet is left here. */
const LEFT = 'chatkeep.unsaved-comparison ';
/** Without the long texts that the database has: see short-form.ts. */
const SHORT = 'chatkeep.unsaved-comparison-short ';

/** Tells this page's writes from those of other tabs. */
const writer = crypto.randomUUID();
let id: string = crypto.randomUUID();
let revision = 0;
let known = useComparison.getState();
/** What the database has. */
let stored = known;
let timer: ReturnType<typeof setTimeout> | undefined;
let saving: Promise<unknown> = Promise.resolve();
const complain = toldOnce('comparisons');

/** Shows what this tab compared last, with what the page before had no time to save; then saves whatever changes. */
export async function openLastComparison(): Promise<void> {
  try {
    await open();
  } catch (error) {
    complain(error);
  }
  useComparison.subscribe(() => {
    timer ??= setTimeout(saveNow, saveEveryMs);
  });
  globalThis.addEventListener('pagehide', leave);
}

async function open(): Promise<void> {
  const opened = await last();
  const saved = opened === null ? null : await readComparison(opened);
  if (opened !== null && saved) {
    id = opened;
    revision = saved.revision;
  }
  const left = opened === null ? null : leftOf(opened, saved);
  const isLeftNewer = left !== null && left.at > (saved?.at ?? 0);
  // Another tab wrote meanwhile: what this one left goes on beside that.
  if (saved && isLeftNewer && left.writer !== saved.writer) revision = left.revision;
  const unsaved = isLeftNewer ? left.comparison : saved ? null : earlierOne();
  const shown = unsaved ?? comparisonFrom(saved?.comparison);
  if (!shown) return;
  useComparison.setState(shown, true);
  known = stored = shown;
  if (unsaved) await write(shown);
  claim(id);
  for (const name of [EARLIER, LEFT + (opened ?? id), SHORT + (opened ?? id)])
    localStorage.removeItem(name);
}

function saveNow() {
  clearTimeout(timer);
  timer = undefined;
  const comparison = useComparison.getState();
  if (comparison === known) return;
  known = comparison;
  saving = saving.then(() => write(comparison)).catch(complain);
}

async function write(comparison: Comparison): Promise<void> {
  const saved = (): SavedComparison => ({ comparison, revision, writer, at: Date.now() });
  if (!(await saveComparison(id, saved()))) {
    // Another tab goes on with it, too: this one has its own from here on, and neither loses a word.
    id = crypto.randomUUID();
    revision = 0;
    await saveComparison(id, saved());
  }
  revision += 1;
  stored = comparison;
  claim(id);
}

function leave() {
  const comparison = useComparison.getState();
  // What is on its way to the database may not arrive either.
  if (comparison === stored) return;
  const left: SavedComparison = { comparison, revision, writer, at: Date.now() };
  leaveInStorage({ whole: LEFT + id, short: SHORT + id }, left, stored);
}

function leftOf(opened: string, saved: SavedComparison | null): SavedComparison | null {
  const short = readText(SHORT + opened);
  const left = short === null ? readLeft(LEFT + opened) : readShort(short, saved);
  const comparison = comparisonFrom(left?.comparison);
  const { revision: of, writer: by, at } = left ?? {};
  if (!comparison || typeof of !== 'number' || typeof by !== 'string') return null;
  return { comparison, revision: of, writer: by, at: typeof at === 'number' ? at : 0 };
}

function earlierOne(): Comparison | null {
  return comparisonFrom(asRecord(readLeft(EARLIER)?.state));
}

function readShort(text: string, saved: SavedComparison | null): Record<string, unknown> | null {
  return asRecord(readShortForm(text, saved?.comparison));
}

function readLeft(name: string): Record<string, unknown> | null {
  try {
    return asRecord(JSON.parse(readText(name) ?? 'null'));
  } catch {
    return null;
  }
}

function readText(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
