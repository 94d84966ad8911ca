import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Filter } from '#contract/filter';
import type { ServerInfo } from '#contract/wire/server';
import { LOCAL_CONNECTION } from '@/api/connection';
import { everythingSelected, selectionCleared, selectionSet } from '@/components/selection-store';
import { createQueryClient } from '@/queries/query-client';
import { serverQueries } from '@/queries/server-queries';
import { SelectionCost } from './selection-cost';

const SERVER = {
  capabilities: ['table.series'],
} as unknown as ServerInfo;

const points = [0.25, null, 1.5].map((cost, at) => ({
  t: at,
  count: 9,
  tokens: 1,
  cost,
  failed: 0,
  total_ms_avg: null,
}));
const asked: string[] = [];
let priced = { value: 18, relation: 'exact' };

beforeEach(() => {
  selectionCleared();
  asked.length = 0;
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    if (url.startsWith('/api/completions')) return Response.json({ data: [], total: priced });
    return Response.json({ bucket: 60, from: 0, to: 9, series: [{ name: 'a', points }] });
  });
});
afterEach(() => vi.unstubAllGlobals());

const row = (id: string, cost: number | null) => ({ id, created: 1, cost });

function show(isAll: boolean, more: Filter[] = []) {
  const filters: Filter[] = [{ field: 'model', value: 'm' }, ...more];
  const client = createQueryClient();
  client.setQueryData(serverQueries.info().queryKey, SERVER);
  return render(
    <QueryClientProvider client={client}>
      <SelectionCost connection={LOCAL_CONNECTION} filters={filters} isAll={isAll} />
    </QueryClientProvider>,
  );
}

test('the costs of selected rows are added, over pages; rows without a price are told of', () => {
  const { container } = show(false);
  expect(container.textContent).toBe('');
  act(() => selectionSet('p', [row('a', 0.02), row('b', 0.4)], true));
  expect(container.textContent).toBe('≈ $0.42');
  act(() => selectionSet('p', [row('c', null)], true));
  expect(container.textContent).toBe('≈ $0.42 for 2 of them');
  act(() => selectionSet('p', [row('a', 0.02)], false));
  expect(container.textContent).toBe('≈ $0.40 for 1 of them');
});

test('rows that nobody can price have no cost, which is not nothing', () => {
  const { container } = show(false);
  act(() => selectionSet('p', [row('a', null)], true));
  expect(container.textContent).toBe('');
  act(() => selectionSet('p', [row('b', 0)], true));
  expect(container.textContent).toBe('≈ $0 for 1 of them');
});

test('of everything that matches the server adds them up, under the filter of the table', async () => {
  everythingSelected('p');
  show(true);
  expect(await screen.findByText('≈ $1.75 for 18 of them')).toBeTruthy();
  expect(asked.filter((url) => url.startsWith('/api/series'))).toEqual(['/api/series?model=m']);
  const counted = asked.find((url) => url.startsWith('/api/completions'));
  expect(counted).toContain('model=m');
  expect(counted).toContain('cost_min=0');
});

test('a filter by cost leaves no row without a price; an estimate of them is none to tell', async () => {
  everythingSelected('p');
  const { unmount } = show(true, [{ field: 'cost_max', value: '9' }]);
  expect(await screen.findByText('≈ $1.75')).toBeTruthy();
  expect(asked.filter((url) => url.startsWith('/api/completions'))).toEqual([]);
  unmount();
  priced = { value: 18, relation: 'estimate' };
  show(true);
  await waitFor(() => expect(asked.join()).toContain('/api/completions'));
  expect(await screen.findByText('≈ $1.75')).toBeTruthy();
  priced = { value: 18, relation: 'exact' };
});
