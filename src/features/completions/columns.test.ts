import { expect, it } from 'vitest';
import type { CompletionSummary } from '@/api/completion-summary';
import {
  columnOf,
  type ColumnId,
  filledColumns,
  exactIn,
  fittedWidths,
  leastWidth,
  shownIn,
  widthOf,
  roomAtEnd,
  USUAL_COLUMNS,
} from './columns';

const empty: CompletionSummary = {
  id: 'c1',
  created: null,
  model: 'm',
  requested_model: null,
  provider: null,
  state: 'complete',
  reason: null,
  finish_reason: null,
  input_preview: null,
  output_preview: null,
  metadata: {},
  prompt_tokens: null,
  completion_tokens: null,
  total_tokens: null,
  cached_tokens: null,
  reasoning_tokens: null,
  first_token_ms: null,
  total_ms: null,
  cost: null,
  tool_calls: null,
  caller: null,
  completion: null,
};

it('gives dates and small costs the room that they need, and the usual values no more than theirs', () => {
  const now = Math.floor(Date.now() / 1000);
  const rows = (...times: (number | null)[]) => times.map((created) => ({ ...empty, created }));
  const costing = (...costs: (number | null)[]) => costs.map((cost) => ({ ...empty, cost }));
  const usual = { created: columnOf('created').width };
  expect(fittedWidths([])).toEqual(usual);
  expect(fittedWidths(rows(now, null))).toEqual(usual);
  expect(fittedWidths(costing(null, 0, 0.000_21, 12.5))).toEqual(usual);
  const wider = (id: ColumnId, of: CompletionSummary[]) =>
    (fittedWidths(of)[id] ?? 0) - (columnOf(id).width ?? 0);
  expect(wider('created', rows(now, 1_700_000_000))).toBeGreaterThan(0);
  expect(wider('cost', costing(0.0021, 0.000_021))).toBeGreaterThan(0);
  expect(wider('cost', costing(0.000_002_1))).toBeGreaterThan(wider('cost', costing(0.000_021)));
});

it('never makes a column too narrow for its figures, whatever width was chosen', () => {
  const large = { ...empty, total_tokens: 357_123_456, total_ms: 98_765_432, cost: 5_123_456.78 };
  const fitted = fittedWidths([empty, large]);
  for (const id of ['tokens', 'latency', 'cost'] as const) {
    // The widest digits of 12 pixels, and the space on both sides.
    const needed = 12 + 7.2 * (shownIn(large, id) ?? '').length;
    expect(widthOf(id, { [id]: 48 }, fitted)).toBeGreaterThanOrEqual(needed);
    expect(widthOf(id, { [id]: 300 }, fitted)).toBe(300);
  }
  expect(shownIn(large, 'tokens')).toBe('357.1M');
  expect(exactIn(large, 'tokens')).toBe('357,123,456');
  expect(exactIn(large, 'latency')).toBe('98,765,432 ms');
  expect(widthOf('output', { output: 60 }, fitted)).toBe(60);
});

it('folds the columns that have no value on the page, never the texts', () => {
  expect(filledColumns(USUAL_COLUMNS, [empty])).toEqual(['created', 'model', 'input', 'output']);
  const columns: ColumnId[] = ['created', 'metadata[env]', 'metadata[team]', 'cost'];
  const rows = [empty, { ...empty, metadata: { env: '' }, cost: 0 }];
  expect(filledColumns(columns, rows)).toEqual(['created', 'metadata[env]', 'cost']);
});

it('folds nothing while there are no rows', () => {
  expect(filledColumns(USUAL_COLUMNS, [])).toEqual(USUAL_COLUMNS);
});

it('needs less width where the window is narrow', () => {
  const columns: ColumnId[] = ['created', 'output', 'tokens'];
  expect(leastWidth(columns, {}, true) - leastWidth(columns, {}, false)).toBe(
    columnOf('tokens').width,
  );
  expect(leastWidth(columns, { output: 500 }, false)).toBe(584);
});

it('keeps room for the buttons of a row after whatever column with buttons is last at some width', () => {
  expect(roomAtEnd(['created', 'output', 'metadata'])).toBe('always');
  expect(roomAtEnd(['output', 'metadata[env]'])).toBe('always');
  // Where the window is narrow, the figures are hidden.
  expect(roomAtEnd(['output', 'metadata', 'tokens', 'latency'])).toBe('narrow');
  expect(roomAtEnd(['metadata', 'output', 'tokens'])).toBe('never');
  expect(roomAtEnd([])).toBe('never');
});
