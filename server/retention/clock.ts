import { objectOr } from '#contract/json';
import type { Store } from '../store/store';

const KIND = 'clock';
const ID = 'wall';
/** A server may be off for so many seconds before its clock needs somebody's word. */
const LONGEST_GAP = 2 * 86_400;
/** By so many seconds two clocks of one machine may differ. */
const TOLERANCE = 3_600;

type Seen = {
  /** Unix seconds, at the last look. */
  seen: number;
  /** By how many seconds the clock has jumped, or the server was off; null: nothing of the kind. */
  jumped: number | null;
  /** Unix seconds, when somebody last said that the time is right; missing: never. */
  confirmed?: number | undefined;
};

export type Clock = {
  /** Looks at the wall clock, and notes when it is not where it should be. Resolves with what is known of it. */
  look(): Promise<Seen>;
  /** Somebody has said that the time is right; through `acting` with the line that says so. */
  confirm(acting?: Pick<Store, 'putDocument'>): Promise<void>;
};

/**
 * Retention by age is only as good as the clock: one that jumped a year ahead would make everything old. A jump is seen
 * against the clock of the process, which only counts, and over restarts against the time that was seen last.
 * `wall` and `counted` in seconds.
 */
export function createClock(
  store: Store,
  wall: () => number = () => Math.floor(Date.now() / 1_000),
  counted: () => number = () => performance.now() / 1_000,
): Clock {
  let before: { wall: number; counted: number } | null = null;

  async function write(body: Seen, acting: Pick<Store, 'putDocument'> = store): Promise<void> {
    const { version } = (await store.document(KIND, ID)) ?? { version: 0 };
    // Another process may be faster: it has seen the same.
    await acting.putDocument(KIND, ID, JSON.stringify(body), version);
  }

  return {
    async look() {
      const now = wall();
      const stored = await store.document(KIND, ID);
      const last = stored && readSeen(stored.body);
      const inProcess = before && now - before.wall - (counted() - before.counted);
      before = { wall: now, counted: counted() };
      const gap = last ? now - last.seen : 0;
      const isJump =
        gap > LONGEST_GAP ||
        gap < -TOLERANCE ||
        (inProcess !== null && Math.abs(inProcess) > TOLERANCE);
      const jumped = last?.jumped ?? (isJump ? Math.round(inProcess ?? gap) || gap : null);
      const body = { seen: now, jumped, confirmed: last?.confirmed };
      await write(body);
      return body;
    },
    async confirm(acting) {
      const stored = await store.document(KIND, ID);
      const last = stored && readSeen(stored.body);
      const now = wall();
      const confirmed = last?.jumped == null ? last?.confirmed : now;
      await write({ seen: now, jumped: null, confirmed }, acting);
    },
  };
}

function readSeen(text: string): Seen {
  const { seen, jumped, confirmed } = objectOr(JSON.parse(text));
  return {
    // One that cannot be read counts as long ago: then somebody has to say that the time is right.
    seen: typeof seen === 'number' ? seen : 0,
    jumped: typeof jumped === 'number' ? jumped : null,
    ...(typeof confirmed === 'number' && { confirmed }),
  };
}
