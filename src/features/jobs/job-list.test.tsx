import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '#contract/wire/jobs';
import { paceText } from '@/components/jobs/job-text';
import { createQueryClient } from '@/queries/query-client';
import { aJob } from '@/testing/a-job';
import { answerFetch, refused } from '@/testing/answer-fetch';
import { Toaster } from '@/ui/toaster';
import { JobList } from './job-list';

afterEach(() => vi.unstubAllGlobals());

const page = (data: object[], next: string | null = null) => ({ object: 'list', data, next });

const hasFailures = ({ counts, state }: Job) => counts.failed > 0 || state === 'failed';

/** As the server answers: those that have ended apart from those that have not. */
const listed =
  (jobs: readonly Job[], next: string | null = null) =>
  (_: unknown, query: string) => {
    const isOpen = query.includes('open=true');
    const found = jobs.filter(({ ended }) => (ended === null) === isOpen);
    const failing = found.filter(hasFailures);
    return {
      ...page(query.includes('failures=true') ? failing : found, isOpen ? null : next),
      found: { all: found.length, failures: failing.length },
    };
  };

function show(after?: string, path = '/data/jobs') {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter initialEntries={[path]}>
        <JobList after={after} />
        <Toaster />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

async function shown(job: Job): Promise<HTMLElement> {
  answerFetch({ 'GET /api/jobs': listed([job]) });
  show();
  return within(await screen.findByRole('region', { name: 'Jobs of this server' })).getByRole(
    'listitem',
  );
}

const steps = (row: HTMLElement) =>
  within(row)
    .queryAllByRole('button')
    .map(({ textContent }) => textContent);

describe('what can be done with a job', () => {
  const soon = Math.floor(Date.now() / 1_000) + 3_600;
  it.each<[string, Parameters<typeof aJob>[0], string[]]>([
    ['that is counted still', { state: 'preparing', ended: null }, ['Cancel']],
    ['that waits', { state: 'queued', ended: null }, ['Pause', 'Cancel']],
    ['that runs', { state: 'running', ended: null }, ['Pause', 'Cancel']],
    ['that is paused', { state: 'paused', ended: null }, ['Resume', 'Cancel']],
    ['an export that runs', { kind: 'export', state: 'running', ended: null }, ['Cancel']],
    ['that is done', {}, []],
    ['that can be undone for an hour', { undo: { until: soon } }, ['Undo']],
    ['that can always be undone', { undo: { until: null } }, ['Undo']],
    ['whose time to undo is over', { undo: { until: 1_790_000_000 } }, []],
    ['that failed in part', { counts: { changed: 8, failed: 2 } }, ['2 failed', 'Try again']],
    ['that was cancelled', { state: 'cancelled', counts: { changed: 3, failed: 1 } }, ['1 failed']],
  ])('%s', async (_, job, expected) => {
    expect(steps(await shown(aJob(job)))).toEqual(expected);
  });
});

it('says what it did, how long that took, who asked for it and for which completions', async () => {
  const filter = 'model=gpt-5&metadata[env]=prod';
  const row = await shown(aJob({ actor: 'ci', target: { filter }, counts: { skipped: 2 } }));
  expect(row.textContent).toContain('10 completions deleted');
  expect(row.textContent).toMatch(/ci10 completions.* 1 min 30 s$/);
  expect(row.textContent).toContain('gpt-5');
  // As a sentence, not as the address of the table.
  expect(row.textContent).not.toContain('metadata[');
});

it('names the buttons of two jobs that do the same apart', async () => {
  const failing = {
    target: { filter: 'model=gpt-5' },
    counts: { failed: 2 },
    undo: { until: null },
  };
  const jobs = [
    aJob({ ...failing, id: 'job_2', created: 1_790_000_000 }),
    aJob({ ...failing, id: 'job_1', created: 1_790_003_600 }),
  ];
  answerFetch({ 'GET /api/jobs': listed(jobs) });
  show();
  await screen.findByRole('list', { name: 'Done 2' });
  const names = screen.getAllByRole('button').map(({ ariaLabel }) => ariaLabel);
  expect(new Set(names).size).toBe(names.length);
  expect(names[0]).toMatch(/^2 failed: Delete, model=gpt-5, \w+ \d+, 2026/);
});

it('shows how far one is that runs, and why one failed', async () => {
  const running = aJob({ state: 'running', ended: null, counts: { total: 1_200, done: 300 } });
  const failed = aJob({ id: 'job_2', state: 'failed', error: 'The disk is full' });
  answerFetch({ 'GET /api/jobs': listed([running, failed]) });
  show();
  const [first, second] = await screen.findAllByRole('listitem');
  expect(first?.textContent).toContain('300 of 1,200');
  const bar = within(first as HTMLElement).getByRole('progressbar');
  expect(bar).toHaveProperty('value', 300);
  expect(second?.textContent).toContain('The disk is full');
});

it('groups them: what runs, what comes next in its order, what is over', async () => {
  answerFetch({
    'GET /api/server': { version: '1', capabilities: ['overview'], providers: [], limits: {} },
    'GET /api/overview': { deletions: [], next_run: { at: 1_790_003_600, name: 'Old drafts' } },
    'GET /api/jobs': listed([
      aJob({ id: 'job_5', kind: 'tag', state: 'queued', ended: null, counts: { done: 0 } }),
      aJob({ id: 'job_4', kind: 'erase', state: 'queued', ended: null, counts: { done: 0 } }),
      aJob({ id: 'job_3', state: 'paused', ended: null }),
      aJob({ id: 'job_2', state: 'running', ended: null }),
      aJob({ id: 'job_1', state: 'cancelled' }),
    ]),
  });
  show();
  const rows = async (name: string) =>
    within(await screen.findByRole('list', { name })).getAllByRole('listitem');
  expect(await rows('Running')).toHaveLength(2);
  expect(await rows('Done 1')).toHaveLength(1);
  await screen.findByText('Old drafts');
  const next = (await rows('Next 2 waiting')).map(({ textContent }) => textContent);
  expect(next[0]).toContain('Erase');
  expect(next[0]).toContain('waiting for another job');
  expect(next[1]).toContain('Tag');
  expect(next[2]).toContain('Old drafts');
  expect(screen.getByRole('link', { name: 'See the rule' }).getAttribute('href')).toBe(
    '/data/retention',
  );
});

it('counts what is done, and shows those with failures alone, on every page of them', async () => {
  const jobs = [
    aJob({ id: 'job_4', state: 'running', ended: null, counts: { failed: 1 } }),
    aJob({ id: 'job_3', counts: { changed: 8, failed: 2 } }),
    aJob({ id: 'job_2' }),
    aJob({ id: 'job_1', state: 'failed', error: 'The disk is full' }),
  ];
  const calls = answerFetch({ 'GET /api/jobs': listed(jobs, 'p2') });
  show();
  const done = async () =>
    within(await screen.findByRole('list', { name: 'Done 3' })).getAllByRole('listitem');
  expect(await done()).toHaveLength(3);
  const all = screen.getByRole('radio', { name: 'All 3' });
  expect(all).toHaveProperty('checked', true);
  await userEvent.click(screen.getByRole('radio', { name: 'With failures 2' }));
  await vi.waitFor(async () => expect(await done()).toHaveLength(2));
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'With failures 2' }));
  const asked = calls.map(({ call }) => call);
  expect(asked).toContain('GET /api/jobs?limit=20&open=false&failures=true');
  expect(screen.getByRole('link', { name: 'Older' }).getAttribute('href')).toBe(
    '/data/jobs?failures=true&after=p2',
  );
  // What runs is no part of it.
  screen.getByRole('list', { name: 'Running' });
  await userEvent.click(all);
  await vi.waitFor(async () => expect(await done()).toHaveLength(3));
});

it('says that none has failures, with the way back to all', async () => {
  answerFetch({ 'GET /api/jobs': listed([aJob({})]) });
  show(undefined, '/data/jobs?failures=true');
  await screen.findByText('No job that is done has failures.');
  await userEvent.click(screen.getByRole('radio', { name: 'All 1' }));
  await screen.findByRole('list', { name: 'Done 1' });
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'All 1' }));
});

it('says how fast it goes only once it was seen to go on', () => {
  const counts = { total: 1_000, done: 400, changed: 400, skipped: 0, failed: 0 };
  expect(paceText(counts, { done: 400, at: 0 }, 10_000)).toBe('');
  expect(paceText(counts, { done: 100, at: 0 }, 1_000)).toBe('');
  expect(paceText(counts, { done: 100, at: 0 }, 10_000)).toBe('30 a second, about 20 s left');
  expect(paceText({ ...counts, done: 1_000 }, { done: 100, at: 0 }, 10_000)).toBe('90 a second');
  expect(paceText(counts, { done: 399, at: 0 }, 10_000)).toBe('about 1 h 40 min left');
});

it('leaves out what was counted and never started, but says "no jobs" only where there are none', async () => {
  answerFetch({ 'GET /api/jobs': listed([aJob({ state: 'ready', ended: null })]) });
  show();
  await screen.findByRole('heading', { name: 'No jobs yet' });
});

it('lists what failed a page at a time, a completion as a link, a line of a file as text', async () => {
  const calls = answerFetch({
    'GET /api/jobs': listed([aJob({ counts: { changed: 8, failed: 3 } })]),
    'GET /api/jobs/job_1/failures': (_: unknown, query: string) =>
      query.includes('after=p2')
        ? page([{ id: 'line 9', reason: 'No JSON' }])
        : page(
            [
              { id: 'chatcmpl-1', reason: 'Changed meanwhile' },
              { id: null, reason: 'Nobody knows' },
            ],
            'p2',
          ),
  });
  show();
  await userEvent.click(await screen.findByRole('button', { name: /^3 failed: / }));
  const link = await screen.findByRole('link', { name: 'chatcmpl-1' });
  expect(link.getAttribute('href')).toBe('/completions/chatcmpl-1');
  expect(calls.some(({ call }) => call.includes('after=p2'))).toBe(false);
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  await screen.findByText('line 9');
  expect(screen.getAllByRole('row').map(({ textContent }) => textContent)).toEqual([
    'WhatWhy it failed',
    'chatcmpl-1Changed meanwhile',
    '–Nobody knows',
    'line 9No JSON',
  ]);
  expect(screen.queryByRole('button', { name: 'More' })).toBeNull();
});

describe('with a token that lacks what a step needs', () => {
  const info = (scopes: string[]) => ({
    version: '1',
    capabilities: [],
    providers: [],
    limits: {},
    access: { token: 'ci', scopes },
  });
  it.each<[string, Parameters<typeof aJob>[0], string[], Record<string, string | null>]>([
    [
      'a reader cancels nothing',
      { state: 'running', ended: null },
      ['read'],
      { Pause: 'delete', Cancel: 'delete' },
    ],
    [
      'a writer has no say in a mirror',
      { kind: 'mirror', state: 'paused', ended: null },
      ['write'],
      { Resume: 'admin', Cancel: 'admin' },
    ],
    [
      'a writer merges keys, and undoes it',
      { kind: 'tag', undo: { until: null } },
      ['read', 'write'],
      { Undo: null },
    ],
    ['a reader does not', { kind: 'tag', undo: { until: null } }, ['read'], { Undo: 'write' }],
    // Taking back what a rule deleted is a restore.
    [
      'who may delete undoes a rule',
      {
        kind: 'retention',
        spec: { rule: 'r', name: 'R', action: 'delete' },
        undo: { until: null },
      },
      ['read', 'delete'],
      { Undo: null },
    ],
    [
      'but does not stop it',
      { kind: 'retention', state: 'running', ended: null },
      ['read', 'delete'],
      { Pause: 'admin', Cancel: 'admin' },
    ],
  ])('%s', async (_, job, scopes, expected) => {
    const calls = answerFetch({
      'GET /api/server': info(scopes),
      'GET /api/jobs': listed([aJob(job)]),
    });
    show();
    const row = within(await screen.findByRole('region', { name: 'Jobs of this server' }));
    await vi.waitFor(() => expect(calls.map(({ call }) => call)).toContain('GET /api/server'));
    for (const [name, needs] of Object.entries(expected)) {
      await vi.waitFor(() =>
        expect(
          row
            .getByRole('button', { name: new RegExp(`^${name}: `) })
            .getAttribute('aria-description'),
        ).toBe(
          needs && `You are logged in with ci, which may ${scopes.join(', ')}; this needs ${needs}`,
        ),
      );
      if (needs !== null)
        await userEvent.click(row.getByRole('button', { name: new RegExp(`^${name}: `) }));
    }
    expect(calls.filter(({ call }) => call.startsWith('POST'))).toEqual([]);
  });
});

it('says when a step was refused, and leaves the job as it was', async () => {
  answerFetch({
    'GET /api/jobs': listed([aJob({ undo: { until: null } })]),
    'POST /api/jobs/job_1/undo': refused(409, 'It was undone already'),
  });
  show();
  await userEvent.click(await screen.findByRole('button', { name: /^Undo: / }));
  expect(await screen.findByText('The job was not changed')).toBeDefined();
  expect(screen.getByText('It was undone already')).toBeDefined();
  expect(screen.getByRole('button', { name: /^Undo: / })).toBeDefined();
});
