const NAME = 'chatkeep.open-conversation';
let claim: { id: string; leave: AbortController } | null = null;

/** This tab's conversation; for a new tab the one that was open last, unless another tab still has it. */
export async function lastConversation(): Promise<string | null> {
  const own = read(() => sessionStorage);
  if (own !== null) return own;
  const last = read(() => localStorage);
  return last !== null && (await isFree(last)) ? last : null;
}

/** From now on a new tab begins a conversation of its own instead of writing into this one. */
export function claimConversation(id: string) {
  if (claim?.id === id) return;
  claim?.leave.abort();
  claim = { id, leave: new AbortController() };
  for (const storage of [() => sessionStorage, () => localStorage]) write(storage, id);
  const { signal } = claim.leave;
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
  return `chatkeep.conversation.${id}`;
}

function read(storage: () => Storage): string | null {
  try {
    return storage().getItem(NAME);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, id: string) {
  try {
    storage().setItem(NAME, id);
  } catch {
    // Blocked storage: the next visit begins with an empty page, and the history has the rest.
  }
}
