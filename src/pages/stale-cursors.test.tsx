import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, expect, it, vi } from 'vitest';
import { AuditLog } from '@/features/audit/audit-log';
import { JobList } from '@/features/jobs/job-list';
import { TrashList } from '@/features/trash/trash-list';
import { createQueryClient } from '@/queries/query-client';
import { answerFetch, refused } from '@/testing/answer-fetch';

afterEach(() => vi.unstubAllGlobals());

const NONE = { object: 'list', data: [], next: null };
const GONE = 'no item with this id was found in the list';

function show(list: ReactNode, path: string) {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter initialEntries={[path]}>{list}</MemoryRouter>
    </QueryClientProvider>,
  );
}

it.each([
  ['/data/trash?q=a&by=rules&after=x', <TrashList key="" after="x" days={30} />],
  ['/data/jobs?failures=true&after=x', <JobList key="" after="x" />],
  ['/data/audit?q=a&topic=views&after=x', <AuditLog key="" after="x" />],
])('%s, whose page is gone, leads to the newest with all else as it was', async (path, list) => {
  answerFetch({
    'GET /api/trash': refused(400, GONE),
    'GET /api/jobs': refused(400, GONE),
    'GET /api/audit': refused(400, GONE),
    'GET /api/audit/counts': NONE,
  });
  show(list, path);
  expect((await screen.findByRole('alert')).textContent).toContain(GONE);
  const link = screen.getByRole('link', { name: 'Newest' });
  const sorted = (at: string) => at.split(/[?&]/).toSorted();
  expect(sorted(link.getAttribute('href')!)).toEqual(sorted(path.replace('&after=x', '')));
});

it('says of an empty page beyond the last line that there are no older ones', async () => {
  answerFetch({ 'GET /api/audit': NONE, 'GET /api/audit/counts': NONE });
  show(<AuditLog after="x" />, '/data/audit?after=x');
  await screen.findByRole('heading', { name: 'No older lines' });
  expect(screen.getByRole('link', { name: 'Newest' }).getAttribute('href')).toBe('/data/audit');
});
