import { describe, expect, it } from 'vitest';
import { needsCounts, planList } from './list-plan';

const env = ['env', 'prod'] as const;
const user = ['user', '7'] as const;
const common = Number.POSITIVE_INFINITY;

describe('the plan of a list', () => {
  it('is driven from the rarest pair', () => {
    expect(planList([env, user], [1_000, 3], common)).toEqual({ driver: user, others: [env] });
  });

  it('is driven from the model when that is rarer than every pair', () => {
    expect(planList([env, user], [1_000, 30], 2)).toEqual({ driver: null, others: [user, env] });
  });

  it('starts from the table when nothing is filtered', () => {
    expect(planList([], [], common)).toEqual({ driver: null, others: [] });
  });

  it('needs no counts when there is nothing to choose', () => {
    expect(needsCounts({ metadata: [] })).toBe(false);
    expect(needsCounts({ metadata: [env] })).toBe(false);
    expect(needsCounts({ metadata: [], model: 'm' })).toBe(false);
    expect(needsCounts({ metadata: [env], model: 'm' })).toBe(true);
    expect(needsCounts({ metadata: [env, user] })).toBe(true);
  });
});
