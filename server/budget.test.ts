import { expect, it } from 'vitest';
import { createBudget } from './budget';

it('gives what is free at once, and lets the rest wait in line', async () => {
  const budget = createBudget(10, 1_000);
  const order: string[] = [];
  expect(await budget.take(7)).toBe(true);
  const large = budget.take(8).then(() => order.push('large'));
  // It would fit, but whoever came first must not wait for ever.
  const small = budget.take(1).then(() => order.push('small'));
  budget.give(7);
  await Promise.all([large, small]);
  expect(order).toEqual(['large', 'small']);
});

it('sends whoever has waited too long away, and serves those behind', async () => {
  const budget = createBudget(10, 50);
  expect(await budget.take(5)).toBe(true);
  const large = budget.take(10);
  const small = budget.take(5);
  expect(await large).toBe(false);
  expect(await small).toBe(true);
  expect(await budget.take(1)).toBe(false);
  budget.give(5);
  expect(await budget.take(5)).toBe(true);
});
