import { expect, it } from 'vitest';
import { createLimiter } from '@/lib/create-limiter';

it('runs all tasks in order, never more than the limit at a time', async () => {
  const limit = createLimiter(2);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const task = (index: number) => async () => {
    started.push(index);
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running -= 1;
    return index;
  };
  const results = await Promise.all([0, 1, 2, 3, 4].map((index) => limit(task(index))));
  expect({ results, started, most }).toEqual({
    results: [0, 1, 2, 3, 4],
    started: [0, 1, 2, 3, 4],
    most: 2,
  });
});

it('never starts a task that was aborted while it waited, and goes on after failures', async () => {
  const limit = createLimiter(1);
  const controller = new AbortController();
  const first = limit(() => Promise.reject(new Error('failed')));
  const second = limit(() => Promise.resolve('never'), controller.signal);
  const third = limit(() => Promise.resolve('third'));
  controller.abort();
  await expect(first).rejects.toThrow('failed');
  await expect(second).rejects.toHaveProperty('name', 'AbortError');
  expect(await third).toBe('third');
});
