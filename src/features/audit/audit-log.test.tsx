import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, expect, it, vi } from 'vitest';
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

function show(path: string) {
  const calls = answerFetch({
    'GET /api/audit': { object: 'list', data: [], next: null },
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
