// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest';
import { FIRST_SET } from './question';

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
});

async function opened(kept: unknown) {
  localStorage.setItem('chatkeep.review', JSON.stringify({ state: kept, version: 0 }));
  const { currentSet, useReviewStore } = await import('./review-store');
  const state = useReviewStore.getState();
  return { state, set: currentSet(state) };
}

it('goes on with the verdict and the note of the release before', async () => {
  const { set } = await opened({ key: 'grade', values: ['a', 'b'], noteKey: 'remark' });
  expect(set.questions.map(({ key, kind, values }) => ({ key, kind, values }))).toEqual([
    { key: 'grade', kind: 'choice', values: ['a', 'b'] },
    { key: 'remark', kind: 'note', values: [] },
  ]);
});

it.each([[null], ['x'], [{ sets: 'x', current: 3 }], [{ sets: [{ name: 'x' }] }], [{ sets: [] }]])(
  'begins anew with what is none of ours: %j',
  async (kept) => {
    const { set, state } = await opened(kept);
    expect(set).toEqual(FIRST_SET);
    expect(state).toMatchObject({ goesOn: true, isOnlyOpen: true });
  },
);
