import { expect, it } from 'vitest';
import { createGate } from './gate';

it('lets some act at once and the others after them, in their order, whatever becomes of each', async () => {
  const gate = createGate(2);
  const begun: number[] = [];
  const ends: ((isWell: boolean) => void)[] = [];
  const all = [0, 1, 2, 3, 4].map((n) =>
    gate(async () => {
      begun.push(n);
      if (!(await new Promise<boolean>((resolve) => (ends[n] = resolve)))) throw new Error('no');
      return n;
    }),
  );
  const told = Promise.allSettled(all);
  await expect.poll(() => begun).toEqual([0, 1]);
  ends[1]?.(false);
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  ends[0]?.(true);
  ends[2]?.(true);
  await expect.poll(() => begun).toEqual([0, 1, 2, 3, 4]);
  ends[3]?.(false);
  ends[4]?.(true);
  expect((await told).map(({ status }) => status === 'fulfilled')).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
  expect(await gate(() => Promise.resolve('again'))).toBe('again');
});
