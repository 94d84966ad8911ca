import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAttempts } from './attempts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LONGEST = 5_000;

/** An account of one server's wrong tokens, on a clock of its own. */
function account() {
  let clock = 0;
  const attempts = createAttempts(LONGEST, () => clock);
  return {
    attempts,
    pass: async (ms: number) => {
      clock += ms;
      await vi.advanceTimersByTimeAsync(ms);
    },
    /** Milliseconds after which a wrong token was answered. */
    waited: async (address: string): Promise<number> => {
      const started = Date.now();
      const answered = attempts.wrong(address).then(() => Date.now());
      await vi.runAllTimersAsync();
      const ms = (await answered) - started;
      clock += ms;
      return ms;
    },
  };
}

it('makes each wrong token wait longer than the one before, up to the longest delay', async () => {
  const { waited } = account();
  const delays: number[] = [];
  for (let n = 0; n < 8; n += 1) delays.push(await waited('192.0.2.1'));
  expect(delays[0]).toBeLessThan(200);
  expect(delays.toSorted((a, b) => a - b)).toEqual(delays);
  expect(new Set(delays.slice(0, 6)).size).toBe(6);
  expect(delays.slice(5)).toEqual([LONGEST, LONGEST, LONGEST]);
  expect(await waited('192.0.2.2')).toBe(delays[0]);
});

it('forgets an address that was quiet for a minute', async () => {
  const { waited, pass } = account();
  const first = await waited('192.0.2.1');
  await waited('192.0.2.1');
  await pass(59_000);
  expect(await waited('192.0.2.1')).toBeGreaterThan(first * 2);
  await pass(60_000);
  expect(await waited('192.0.2.1')).toBe(first);
});

it('lets 20 of an address wait and refuses the next at once, until one is through', async () => {
  const { attempts, pass } = account();
  const waiting = Array.from({ length: 20 }, () => attempts.wrong('192.0.2.1'));
  await expect(attempts.wrong('192.0.2.1')).rejects.toMatchObject({
    status: 429,
    headers: { 'retry-after': '5', 'x-should-retry': 'false' },
  });
  await pass(LONGEST);
  await Promise.all(waiting);
  const next = attempts.wrong('192.0.2.1');
  await pass(LONGEST);
  await expect(next).resolves.toBeUndefined();
});

it('takes a /64 for one client, and spellings of one address for the same', async () => {
  for (const [one, other] of [
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::1'],
    ['2001:db8::1', '2001:db8::2'],
    ['2001:db8:0:0:1::', '2001:DB8::1'],
    ['::1', '::2'],
    ['64:ff9b::192.0.2.1', '64:ff9b::192.0.2.2'],
    ['fe80::1%eth0', 'fe80::2%eth1'],
  ] as const) {
    const { waited } = account();
    expect([one, (await waited(one)) < (await waited(other))]).toEqual([one, true]);
  }
  for (const [one, other] of [
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['192.0.2.1', '192.0.2.2'],
    ['2001:db8::1', '2001:db8:0:1::1'],
  ] as const) {
    const { waited } = account();
    expect([one, (await waited(one)) === (await waited(other))]).toEqual([one, true]);
  }
});

it('gives the place of a client that has gone to the next, and counts its guess', async () => {
  const { attempts, waited } = account();
  for (let n = 0; n < 100; n += 1) {
    const gone = new AbortController();
    const guess = attempts.wrong('192.0.2.1', gone.signal);
    gone.abort();
    await guess;
  }
  expect(await waited('192.0.2.1')).toBe(LONGEST);
});

it('lets 1,000 wait in all, of 10,000 wrong tokens from 5,000 addresses, and as many again afterwards', async () => {
  const { attempts, pass } = account();
  for (const from of ['10.0', '10.1']) {
    let refused = 0;
    const guesses = Array.from({ length: 10_000 }, (_, n) =>
      attempts.wrong(`${from}.${(n % 5_000) >> 8}.${n & 255}`).catch(() => (refused += 1)),
    );
    await pass(LONGEST);
    await Promise.all(guesses);
    expect(refused).toBe(9_000);
  }
});
