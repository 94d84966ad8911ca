/**
 * What this tab has open of a kind of which every tab has one. `name` is that of the kind, in the browser's storage
 * and for its locks.
 */
export function openedInTab(name: string) {
  let claimed: { id: string; leave: AbortController } | null = null;

  /** The one of this tab; for a new tab the one that was open last, unless another tab still has it. */
  async function last(): Promise<string | null> {
    const own = read(() => sessionStorage, name);
    if (own !== null) return own;
    const latest = read(() => localStorage, name);
    return latest !== null && (await isFree(latest)) ? latest : null;
  }

  /** From now on a new tab begins with one of its own instead of writing into this one. */
  function claim(id: string) {
    if (claimed?.id === id) return;
    claimed?.leave.abort();
    claimed = { id, leave: new AbortController() };
    for (const storage of [() => sessionStorage, () => localStorage]) write(storage, name, id);
    const { signal } = claimed.leave;
    const untilLeft = () =>
      new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    // Only pages served over HTTPS or from this machine have locks. Leaving before the lock came is no failure.
    navigator.locks?.request(lockOf(id), { signal }, untilLeft).catch(() => undefined);
  }

  async function isFree(id: string): Promise<boolean> {
    if (!navigator.locks) return true;
    return navigator.locks.request(lockOf(id), { ifAvailable: true }, (lock) => lock !== null);
  }

  function lockOf(id: string): string {
    return `${name} ${id}`;
  }

  return { last, claim };
}

function read(storage: () => Storage, name: string): string | null {
  try {
    return storage().getItem(name);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, name: string, id: string) {
  try {
    storage().setItem(name, id);
  } catch {
    // Blocked storage: the next visit begins anew, and the database has the rest.
  }
}
