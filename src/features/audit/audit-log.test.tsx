import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, expect, it, vi } from 'vitest';
import type { AuditEntry } from '#contract/wire/audit';
import { createQueryClient } from '@/queries/query-client';
import { answerFetch } from '@/testing/answer-fetch';
import { userEvent } from '@/testing/user-event';
import { AuditLog } from './audit-log';

afterEach(() => vi.unstubAllGlobals());

const COUNTS = [
  { topic: 'deletions', actor: 'ann', count: 40 },
  { topic: 'views', actor: 'ann', count: 5 },
  { topic: 'views', actor: null, count: 1_200 },
];

function show(path: string, data: readonly AuditEntry[] = []) {
  const calls = answerFetch({
    'GET /api/audit': { object: 'list', data, next: null },
    'GET /api/audit/counts': { object: 'list', data: COUNTS },
  });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter initialEntries={[path]}>
        <AuditLog after={undefined} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return () => calls.map(({ call }) => call);
}

it('narrows the log by a token, whose values are counted under the others', async () => {
  const calls = show('/data/audit?actor=ann');
  await screen.findByText(/^45 lines/);
  expect(calls()).toContain('GET /api/audit?limit=50&actor=ann');
  await userEvent.click(screen.getByRole('button', { name: 'Filter' }));
  await userEvent.click(await screen.findByText('What'));
  const options = await screen.findAllByRole('option');
  expect(options.map(({ textContent }) => textContent)).toEqual(['deletions40', 'views5']);
  await userEvent.click(options[1]!);
  await screen.findByText(/^5 lines/);
  expect(calls()).toContain('GET /api/audit?limit=50&topic=views&actor=ann');
  await userEvent.click(screen.getByRole('button', { name: 'Remove Who is ann' }));
  await screen.findByText(/^1,205 lines/);
});

it('counts a stretch of time anew, and names whom nobody named', async () => {
  const calls = show('/data/audit?created_after=7d&actor=&topic=views');
  await screen.findByText(/^1,200 lines/);
  expect(calls()).toContain('GET /api/audit/counts?created_after=7d');
  screen.getByRole('button', { name: 'Value of Who: No name given' });
  screen.getByRole('button', { name: 'Remove When in the last 7 days' });
  await screen.findByRole('heading', { name: 'No line matches these filters' });
});

it('shows a value that the log no longer has, with no lines', async () => {
  show('/data/audit?topic=constructor');
  await screen.findByText(/^0 lines/);
  screen.getByRole('button', { name: 'Value of What: constructor' });
});

it('heads each day once, and marks who it was for the eye alone', async () => {
  const now = Date.now() / 1_000;
  let id = 9;
  const entry = (at: number, actor: string | null, origin: string | null = '10.0.0.1') => ({
    id: id--,
    at,
    actor,
    origin,
    action: 'view.create',
    subject: null,
    count: 1,
    name: 'Bad ones',
    target: null,
  });
  const old = new Date(2026, 10, 20, 12).getTime() / 1_000;
  show('/data/audit', [
    entry(now, '\u202e"mira'),
    entry(old, 'ann'),
    // The clock of another server was ahead.
    entry(now, 'nightly (dashboard)'),
    entry(old - 3_600, null),
    entry(old - 7_200, 'schedule', null),
    entry(old - 86_400, 'access token'),
  ]);
  const table = await screen.findByRole('table', { name: 'Audit log' });
  const days = within(table).getAllByRole('rowgroup').slice(1);
  expect(
    days.map((day) => [
      within(day)
        .getByRole('rowheader')
        .textContent?.replace(/^Today, .*/, 'Today'),
      within(day).getAllByRole('row').length - 1,
    ]),
  ).toEqual([
    ['Today', 2],
    ['Friday, Nov 20, 2026', 3],
    ['Thursday, Nov 19, 2026', 1],
  ]);
  const marks = [...table.querySelectorAll('[data-mark]')];
  expect(marks.map(({ textContent }) => textContent)).toEqual(['M', 'N', 'A', '', '', '']);
  expect(marks.every((mark) => mark.getAttribute('aria-hidden') === 'true')).toBe(true);
  within(table).getByRole('cell', { name: 'ann saved the view “Bad ones”' });
});
