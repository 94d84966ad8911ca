import type { AppParts } from '../app';
import { findMirror } from '../mirror/mirrors';
import { startMirror } from '../mirror/start-mirror';
import { listRules } from '../retention/rules';
import { startRun } from '../retention/start-run';
import type { Store } from '../store/store';

const TICK_MS = 60_000;
const KIND = 'schedule';

type Scheduled = Pick<AppParts, 'store' | 'jobs' | 'clock' | 'registry'>;

/** Who a job is by that nobody started. */
const BY_ITSELF = { actor: 'schedule', origin: null };

/** Does what is due, now and every minute. Returns what ends it. */
export function startSchedule(parts: Scheduled, onFailure: (error: unknown) => void): () => void {
  const tick = () => void runDue(parts, new Date()).catch(onFailure);
  const timer = setInterval(tick, TICK_MS);
  timer.unref();
  tick();
  return () => clearInterval(timer);
}

/**
 * Starts every mirror whose time has come, and every rule whose hour has come today, once on all processes that share a
 * database. No rule is started while the clock is in doubt.
 */
export async function runDue(
  { store, jobs, clock, registry }: Scheduled,
  now: Date,
): Promise<void> {
  await runMirrors({ store, jobs, registry }, now);
  const { jumped } = await clock.look();
  if (jumped !== null) return;
  const day = now.toISOString().slice(0, 10);
  for (const rule of await listRules(store)) {
    if (!rule.enabled || now.getUTCHours() < rule.hour) continue;
    if (await isFirst(store, `retention ${rule.id}`, day)) {
      await startRun({ store, jobs }, rule, null, BY_ITSELF);
    }
  }
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
