import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FIRST_SET } from '@/components/questions/question';
import { useReviewStore } from '@/components/questions/review-store';
import { usePairWrites } from '@/queries/pair-writes/pair-writes';
import { stopTime } from '@/testing/pass-time';
import { answer, startTableBackend, type TableBackend } from './table-backend';
import { renderPages } from './test-pages';

const COUNT = 30;
const KEY_EVERY_MS = 40;
const VERDICTS = ['good', 'bad', 'unsure'];

let table: TableBackend;

// Whole pages with their lazy parts: a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

beforeEach(() => {
  table = startTableBackend(COUNT);
  for (const row of table.backend.rows) row.metadata = {};
  usePairWrites.setState({ writes: [], trouble: null, lost: new Set() });
  useReviewStore.setState({
    sets: [FIRST_SET],
    current: FIRST_SET.name,
    goesOn: true,
    isOnlyOpen: true,
  });
});

afterEach(() => vi.unstubAllGlobals());

/** Every call takes so much longer; while `outage` is on, none arrives. */
function network(ms: number): { outage: boolean } {
  const state = { outage: false };
  table.backend.intercept = async (method, url) => {
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    if (state.outage) throw new TypeError('Failed to fetch');
    return answer(table, method, url) as never;
  };
  return state;
}

/** Virtual time, in which whatever is under way goes on as well. */
const pass = (ms: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  });

async function until(isSo: () => boolean, most = 120_000): Promise<void> {
  for (let passed = 0; passed < most && !isSo(); passed += 50) await pass(50);
  expect(isSo()).toBe(true);
}

const sees = (text: RegExp) => text.test(document.body.textContent ?? '');
const verdicts = () => table.backend.rows.map(({ metadata }) => metadata).toReversed();
const expected = Array.from({ length: COUNT }, (_, i) => ({
  review: VERDICTS[i % VERDICTS.length],
}));

it.each([
  [0, 0, 50],
  [150, 0, 50],
  [600, 0, 10],
  [0, 10_000, 10],
  [600, 10_000, 50],
])(
  `every verdict is on its own item: %i ms of latency, %i ms of outage, %i a page`,
  async (ms, outageMs, limit) => {
    await import('./review-desk');
    stopTime();
    const state = network(ms);
    renderPages(`/review?metadata_missing=review&limit=${limit}`);
    await until(() => sees(/Output 29/) && sees(/good/));
    const began = Date.now();
    state.outage = outageMs > 0;
    for (let i = 0; i < COUNT; i += 1) {
      const target = document.activeElement ?? document.body;
      fireEvent.keyDown(target, { key: String((i % VERDICTS.length) + 1) });
      await pass(KEY_EVERY_MS);
    }
    if (outageMs > 0) {
      await until(() => sees(/not saved yet/));
      const unsaved = screen.getByRole('region', { name: 'Not saved' });
      expect(unsaved.textContent).toContain('Input 29');
      await pass(outageMs - (Date.now() - began));
      expect(verdicts()[0]).toEqual({});
      state.outage = false;
    }
    await until(() => verdicts().every((metadata) => 'review' in metadata));
    expect(verdicts()).toEqual(expected);
    await until(() => sees(/30 of 30 · none left/));
    expect(screen.queryByRole('region', { name: 'Not saved' })).toBeNull();
  },
);
