import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LOCAL_CONNECTION, providerConnection } from '@/api/connection';
import { withPlace } from '@/lib/connection-places';
import type { AnswerPlace } from './answer-place';
import { connected } from './connected';
import { answerTurn } from '../turns/conversation';
import type { Running } from '../runs/running-answers';

/** Locks of a browser, of which the calls here use this much. */
function browserLocks() {
  const held = new Set<string>();
  return {
    async request(name: string, _: object, work: (lock: object | null) => unknown) {
      if (held.has(name)) return work(null);
      held.add(name);
      try {
        return await work({});
      } finally {
        held.delete(name);
      }
    },
  };
}

function running() {
  let turn = answerTurn({ model: 'm', isOurs: true }, true);
  const place: AnswerPlace = {
    key: turn.key,
    turn: () => turn,
    change: (change) => void (turn = change(turn) as typeof turn),
    home: () => ({ conversation: null, title: '' }),
  };
  return { place, abort: new AbortController(), isStopped: false } satisfies Running;
}

/** As many answers as may hold a connection; each ends when it is told to. */
function others(): (() => void)[] {
  const ends: (() => void)[] = [];
  for (let count = 0; count < 4; count += 1)
    void withPlace(() => new Promise<void>((end) => ends.push(end)));
  return ends;
}

const until = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { locks: browserLocks() });
  vi.stubGlobal('fetch', async () => Response.json({ phase: 'waiting' }));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('an answer when others hold all connections that they may', () => {
  it('of this server breaks off once the server has it', async () => {
    others();
    const mine = running();
    const work = connected(LOCAL_CONNECTION, mine, until);
    const outcome = expect(work).rejects.toMatchObject({ kind: 'broken_stream' });
    await vi.advanceTimersByTimeAsync(1_100);
    await outcome;
  });

  it('of this server that is there at once needs no other way', async () => {
    others();
    await connected(LOCAL_CONNECTION, running(), () => Promise.resolve());
  });

  it('of a provider waits for its turn, and is not asked for before', async () => {
    const ends = others();
    const mine = running();
    const asked = vi.fn(() => Promise.resolve());
    const work = connected(providerConnection('p'), mine, asked);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).not.toHaveBeenCalled();
    expect(mine.place.turn()?.run).toEqual({ state: 'waiting', for: { what: 'place' } });
    ends[2]?.();
    await vi.advanceTimersByTimeAsync(1_000);
    await work;
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('of a provider stops while it waits', async () => {
    others();
    const mine = running();
    const asked = vi.fn(() => Promise.resolve());
    const outcome = expect(connected(providerConnection('p'), mine, asked)).rejects.toBe('Stop');
    await vi.advanceTimersByTimeAsync(100);
    mine.abort.abort('Stop');
    await outcome;
    expect(asked).not.toHaveBeenCalled();
  });
});

it('a newer protocol needs no places', async () => {
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([
    { nextHopProtocol: 'h2' } as PerformanceNavigationTiming,
  ]);
  others();
  expect(await withPlace((hasPlace) => Promise.resolve(hasPlace))).toBe(true);
});
