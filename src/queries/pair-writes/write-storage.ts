import { asRecord } from '@/lib/as-record';
import type { PairWrite } from './pair-write';

const PREFIX = 'chatkeep.write ';
/** This page's; what it left unwritten is taken over by another one only after it is gone. */
const PAGE = crypto.randomUUID();
let order = 0;

let holding = false;
function hold(): void {
  if (holding) return;
  holding = true;
  // Pages without https have no locks: there two tabs may write the same twice.
  void navigator.locks?.request(lockOf(PAGE), () => new Promise<void>(() => undefined));
}

export function storeWrite(write: PairWrite): void {
  hold();
  order += 1;
  try {
    localStorage.setItem(
      PREFIX + write.n,
      JSON.stringify({ write, page: PAGE, order, at: Date.now() }),
    );
  } catch {
    // Full or blocked: it is written all the same, as long as this page is open.
  }
}

export function forgetWrite({ n }: PairWrite): void {
  try {
    localStorage.removeItem(PREFIX + n);
  } catch {
    // Blocked storage: nothing was stored either.
  }
}

/** Takes over what pages that are gone have left, in their order. */
export async function adoptWrites(): Promise<PairWrite[]> {
  const left = storedWrites();
  const gone = new Set<string>();
  for (const page of new Set(left.map((each) => each.page))) {
    if (page !== PAGE && (await isGone(page))) gone.add(page);
  }
  const adopted = left.filter(({ page }) => gone.has(page)).map(({ write }) => write);
  for (const write of adopted) storeWrite(write);
  return adopted;
}

type Stored = { write: PairWrite; page: string; order: number; at: number };

function storedWrites(): Stored[] {
  const found: Stored[] = [];
  try {
    for (let i = 0; i < localStorage.length; i += 1) {
      const name = localStorage.key(i);
      const stored = name?.startsWith(PREFIX) ? read(name) : null;
      if (stored) found.push(stored);
    }
  } catch {
    // Blocked storage: nothing was left.
  }
  return found.toSorted((a, b) => a.at - b.at || a.order - b.order);
}

function read(name: string): Stored | null {
  try {
    const stored = asRecord(JSON.parse(localStorage.getItem(name) ?? ''));
    const write = asRecord(stored?.write);
    if (typeof stored?.page !== 'string' || typeof write?.id !== 'string') return null;
    // Written by storeWrite().
    return stored as Stored;
  } catch {
    return null;
  }
}

async function isGone(page: string): Promise<boolean> {
  if (!navigator.locks) return true;
  return navigator.locks.request(lockOf(page), { ifAvailable: true }, (lock) => lock !== null);
}

function lockOf(page: string): string {
  return `chatkeep.page ${page}`;
}
