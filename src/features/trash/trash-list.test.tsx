import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { afterEach, expect, it, vi } from 'vitest';
import { createQueryClient } from '@/queries/query-client';
import { aJob } from '@/testing/a-job';
import { answerFetch, refused } from '@/testing/answer-fetch';
import { Toaster } from '@/ui/toaster';
import { TrashList } from './trash-list';

afterEach(() => vi.unstubAllGlobals());

const DAY = 86_400;
const row = (n: number) => ({
  id: `chatcmpl-${n}`,
  created: 1_790_000_000,
  model: 'm',
  provider: null,
  state: 'complete',
  input_preview: `Thrown ${n}`,
  output_preview: n === 2 ? '' : `Answer ${n}`,
  metadata: {},
  deleted_at: Math.floor(Date.now() / 1_000) - 3_600,
  deleted_by: null as object | null,
  erased_at: Math.floor(Date.now() / 1_000) + (n === 1 ? DAY / 2 : 30 * DAY),
});
const page = (rows: object[], total = rows.length, next: string | null = null) => ({
  object: 'list',
  found: { rules: 0, people: total },
  data: rows,
  total,
  next,
});

function show(path = '/data/trash') {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter initialEntries={[path]}>
        <TrashList after={undefined} days={30} />
        <Address />
        <Toaster />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

function Address() {
  const { pathname, search } = useLocation();
  return <p role="note">{pathname + search}</p>;
}

it('says what each was, when it went and how long it is still there', async () => {
  answerFetch({ 'GET /api/trash': page([row(1), row(2)]) });
  show();
  const first = await screen.findByRole('listitem', { name: 'Thrown 1' });
  expect(first.textContent).toMatch(
    /1 hr\. ago.*One by one.*Thrown 1.*Answer 1.*Erased within 1 day/,
  );
  const second = screen.getByRole('listitem', { name: 'Thrown 2' });
  expect(second.textContent).toMatch(/No answer.*Erased in 30 days/);
  expect(screen.getByText('2 in the trash')).toBeDefined();
});

it('erases all as it is counted then, not as it was when the page came', async () => {
  const ready = aJob({
    kind: 'erase',
    state: 'ready',
    ended: null,
    counts: { total: 14, done: 0 },
  });
  const calls = answerFetch({
    'GET /api/trash': page([row(1), row(2)], 12),
    'POST /api/jobs': ready,
    'GET /api/jobs/job_1': ready,
    'POST /api/jobs/job_1/start': { ...ready, state: 'running' },
  });
  show();
  await userEvent.click(await screen.findByRole('button', { name: 'Erase all…' }));
  const dialog = await screen.findByRole('alertdialog', { name: 'Erase 14 completions now?' });
  expect(calls).toContainEqual({
    call: 'POST /api/jobs',
    body: { kind: 'erase', target: { trash: 'all' } },
  });
  expect(calls.map(({ call }) => call)).not.toContain('POST /api/jobs/job_1/start');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Erase 14 completions' }));
  await vi.waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(calls.map(({ call }) => call)).toContain('POST /api/jobs/job_1/start');
});

it('forgets what it counted when erasing is thought better of', async () => {
  const ready = aJob({ kind: 'erase', state: 'ready', ended: null, counts: { total: 1, done: 0 } });
  const calls = answerFetch({
    'GET /api/trash': page([row(1), row(2)]),
    'POST /api/jobs': ready,
    'GET /api/jobs/job_1': ready,
    'DELETE /api/jobs/job_1': { id: 'job_1', deleted: true },
  });
  show();
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Select Thrown 2' }));
  expect(screen.getByText('1 selected')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Erase them…' }));
  const dialog = await screen.findByRole('alertdialog', { name: 'Erase 1 completion now?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await vi.waitFor(() => expect(calls.at(-1)?.call).toBe('DELETE /api/jobs/job_1'));
  expect(calls).toContainEqual({
    call: 'POST /api/jobs',
    body: { kind: 'erase', target: { ids: ['chatcmpl-2'] } },
  });
  expect(calls.some(({ call }) => call.endsWith('/start'))).toBe(false);
  expect(screen.getByText('1 selected')).toBeDefined();
});

it('says in the dialog why nothing could be counted, and offers nothing then', async () => {
  answerFetch({
    'GET /api/trash': page([row(1)]),
    'POST /api/jobs': refused(409, 'Too many jobs wait'),
  });
  show();
  await userEvent.click(await screen.findByRole('button', { name: 'Erase all…' }));
  const dialog = await screen.findByRole('alertdialog', { name: 'Erase completions' });
  expect((await within(dialog).findByRole('alert')).textContent).toContain('Too many jobs wait');
  expect(within(dialog).queryByRole('button', { name: /^Erase/ })).toBeNull();
  expect(dialog.textContent).not.toContain('Counting');
});

it('restores a selection as a job, and says when it was not', async () => {
  const answers: Record<string, unknown> = {
    'GET /api/trash': page([row(1), row(2)]),
    'POST /api/jobs': refused(503, 'The disk is full'),
  };
  const calls = answerFetch(answers);
  show();
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Select this page' }));
  await userEvent.click(screen.getByRole('button', { name: 'Restore them' }));
  expect(await screen.findByText('Nothing was restored')).toBeDefined();
  expect(screen.getByText('2 selected')).toBeDefined();
  answers['POST /api/jobs'] = aJob({ kind: 'restore', state: 'queued', ended: null });
  await userEvent.click(screen.getByRole('button', { name: 'Restore them' }));
  await vi.waitFor(() => expect(screen.queryByText('2 selected')).toBeNull());
  expect(calls.at(-1)?.body ?? calls.find(({ body }) => body)?.body).toEqual({
    kind: 'restore',
    target: { ids: ['chatcmpl-1', 'chatcmpl-2'] },
    start: true,
  });
});

it('finds in the trash by its address, and acts on what is found only where it is selected', async () => {
  const calls = answerFetch({
    'GET /api/trash': (_: unknown, query: string) =>
      query.includes('q=nowhere') ? { ...page([]), total: 0 } : page([row(1)]),
  });
  show('/data/trash?q=thrown');
  await screen.findByText('1 found');
  expect(calls[0]?.call).toBe('GET /api/trash?limit=50&q=thrown');
  expect(screen.queryByRole('button', { name: 'Erase all…' })).toBeNull();
  const search = screen.getByRole('searchbox');
  await userEvent.clear(search);
  await userEvent.type(search, 'nowhere{Enter}');
  await screen.findByRole('heading', { name: 'Nothing in the trash for “nowhere”' });
  expect(screen.getByRole('note').textContent).toBe('/data/trash?q=nowhere');
  expect(screen.getByRole('link', { name: 'Show all' }).getAttribute('href')).toBe('/data/trash');
});

it('says by whom each was deleted, and shows those of rules or of people alone', async () => {
  const by = (rule: string | null, actor: string | null, count: number) => ({
    deleted_by: { job: 'job_1', rule, actor, count },
  });
  const calls = answerFetch({
    'GET /api/trash': (_: unknown, query: string) => ({
      ...page(
        query.includes('by=people')
          ? []
          : [
              { ...row(1), ...by('<b>Old</b> ones', null, 7) },
              { ...row(2), ...by(null, 'Mira', 1_570) },
              { ...row(3), ...by(null, null, 1) },
            ],
      ),
      found: { rules: 1, people: 2 },
    }),
  });
  show();
  const first = await screen.findByRole('listitem', { name: 'Thrown 1' });
  const rule = within(first).getByRole('link', { name: '<b>Old</b> ones' });
  expect(rule.getAttribute('href')).toBe('/data/retention');
  expect(screen.getByText('Mira').closest('p')?.textContent).toBe('Mira, 1,570 at once');
  expect(screen.getByText('No name given').closest('p')?.textContent).toBe('No name given');
  await userEvent.click(screen.getByRole('radio', { name: 'By people 2' }));
  await screen.findByRole('heading', { name: 'Nothing in the trash that people deleted' });
  expect(calls.at(-1)?.call).toBe('GET /api/trash?limit=50&by=people');
  expect(screen.getByRole('note').textContent).toBe('/data/trash?by=people');
  expect(screen.queryByRole('button', { name: 'Erase all…' })).toBeNull();
});

it('erases one after it was asked by its id, and stays open with the reason where it was not', async () => {
  const answers: Record<string, unknown> = { 'GET /api/trash': page([row(1)]) };
  const calls = answerFetch(answers);
  show();
  await userEvent.click(await screen.findByRole('button', { name: 'Erase now: Thrown 1' }));
  const dialog = await screen.findByRole('alertdialog', { name: 'Erase this completion now?' });
  expect(dialog.textContent).toContain('chatcmpl-1');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Erase completion' }));
  expect((await within(dialog).findByRole('alert')).textContent).toContain('It was not erased');
  answers['DELETE /api/trash/chatcmpl-1'] = { id: 'chatcmpl-1', erased: true };
  await userEvent.click(within(dialog).getByRole('button', { name: 'Erase completion' }));
  await screen.findByText('Completion erased');
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(calls.filter(({ call }) => call === 'DELETE /api/trash/chatcmpl-1')).toHaveLength(2);
});

it('says what the trash is for while it is empty', async () => {
  answerFetch({ 'GET /api/trash': page([]) });
  show();
  await screen.findByRole('heading', { name: 'The trash is empty' });
  expect(screen.getByText(/stays here for 30 days and can be restored/)).toBeDefined();
});

it('gives the controls of rows with one text names of their own, and shows the text as it is', async () => {
  const same = { input_preview: 'What is the weather?' };
  answerFetch({
    'GET /api/trash': page([
      { ...row(1), ...same },
      { ...row(2), ...same, created: 1_790_000_060 },
      { ...row(3), ...same, id: 'chatcmpl-abcdef' },
      row(4),
    ]),
  });
  show();
  const rows = await screen.findAllByRole('listitem');
  const controls = [...screen.getAllByRole('button'), ...screen.getAllByRole('checkbox'), ...rows];
  const names = controls.map(
    (control) => control.getAttribute('aria-label') ?? control.closest('label')?.textContent,
  );
  const twins = names.filter((name) => name?.includes('weather'));
  expect([twins.length, new Set(twins).size]).toEqual([12, 12]);
  screen.getByRole('button', { name: 'Restore What is the weather?, id ending in abcdef' });
  screen.getByRole('checkbox', { name: /^Select What is the weather\?, created .*:20 [AP]M$/ });
  screen.getByRole('button', { name: 'Erase now: Thrown 4' });
  expect(screen.getAllByText('What is the weather?')).toHaveLength(3);
});
