import type { AppParts } from '../parts';
import { findMirror } from '../mirror/mirrors';
import { startMirror } from '../mirror/start-mirror';
import { earliest } from '../retention/rule';
import { listRules } from '../retention/rules';
import { slotBefore } from '../retention/slots';
import { startRun } from '../retention/start-run';
import type { Store } from '../store/store';

const TICK_MS = 60_000;
const KIND = 'schedule';

type Scheduled = Pick<AppParts, 'store' | 'jobs' | 'clock' | 'registry'>;

/** Who a job is by that nobody started. */
const BY_ITSELF = { actor: 'schedule', origin: null };

/** A rule starts within so many seconds of its hour, or not on that day. */
const LATEST_S = 600;

/** Does what is due every minute. Returns what ends it. */
export function startSchedule(parts: Scheduled, onFailure: (error: unknown) => void): () => void {
  let since = new Date();
  const tick = async () => {
    const now = new Date();
    await runDue(parts, now, since);
    // Also when the clock was set back. After a failure it is tried again from the same time on.
    since = now;
  };
  const run = () => void tick().catch(onFailure);
  const timer = setInterval(run, TICK_MS);
  timer.unref();
  run();
  return () => clearInterval(timer);
}

/**
 * Starts every mirror whose time has come, and every rule whose hour has come between `since` and `now`, once on all
 * processes that share a database. An hour that came while no server ran, or slept, is not made up for. No rule is
 * started while the clock is in doubt.
 */
export async function runDue(
  { store, jobs, clock, registry }: Scheduled,
  now: Date,
  since: Date = now,
): Promise<void> {
  await runMirrors({ store, jobs, registry }, now);
  const { jumped, confirmed = null } = await clock.look();
  if (jumped !== null) return;
  const [from, to] = [secondsOf(since), secondsOf(now)];
  for (const rule of await listRules(store)) {
    const slot = slotBefore(rule.hour, to);
    const isDue = slot > Math.max(from, to - LATEST_S) && slot >= earliest(rule, confirmed);
    if (!rule.enabled || !isDue) continue;
    if (await isFirst(store, `retention ${rule.id}`, String(slot))) {
      await startRun({ store, jobs }, rule, null, BY_ITSELF);
    }
  }
}

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1_000);
}

async function runMirrors(
  { store, jobs, registry }: Omit<Scheduled, 'clock'>,
  now: Date,
): Promise<void> {
  for (const { name, stored } of await registry.providers()) {
    const { every } = stored ? await findMirror(store, name) : { every: null };
    if (every === null) continue;
    const slot = String(Math.floor(now.getTime() / 60_000 / every));
    if (await isFirst(store, `mirror ${name}`, slot)) {
      await startMirror({ store, jobs }, name, BY_ITSELF);
    }
  }
}

/** True for the one process that asks first for a thing of this time. */
async function isFirst(store: Store, id: string, time: string): Promise<boolean> {
  const last = await store.document(KIND, id);
  const body = JSON.stringify({ time });
  if (last?.body === body) return false;
  return (await store.putDocument(KIND, id, body, last?.version ?? 0)) !== null;
}
