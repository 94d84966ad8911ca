import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { completionBody } from '@/api/test-server';
import { type Backend, startBackend } from '@/test-backend';
import { renderPages } from './test-pages';

let backend: Backend;

// Whole pages with their lazy parts: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

beforeEach(() => {
  backend = startBackend([
    completionBody('fine-1', 'Fine one'),
    completionBody('fine-2', 'Fine two'),
  ]);
});

afterEach(() => vi.unstubAllGlobals());

/** The list with something else between two good rows. */
function listWith(...odd: unknown[]) {
  backend.intercept = (method, url) => {
    const { pathname } = new URL(url, 'http://test');
    if (method !== 'GET' || pathname !== '/v1/chat/completions') return null;
    const [one, two] = backend.rows;
    return { body: { object: 'list', data: [one, ...odd, two], has_more: false } };
  };
}

const rowOf = (text: string) => within(screen.getByText(text).closest('tr') ?? document.body);

it('lists what is fine beside what is odd, and says what that lacks', async () => {
  const odd = {
    ...completionBody('odd'),
    choices: [{ index: 0, finish_reason: 'content_filter' }],
  };
  listWith(
    odd,
    { ...completionBody('seven', 'Number'), id: 7 },
    { ...completionBody('no'), choices: 'x' },
  );
  renderPages('/completions');
  expect(await screen.findByText('Fine one')).toBeDefined();
  expect(screen.getByText('Fine two')).toBeDefined();
  expect(await screen.findByText(/\[filtered\]/)).toBeDefined();
  expect(screen.getByText('[no answer]')).toBeDefined();
  expect(rowOf('Number').getAllByRole('link')[0]?.getAttribute('href')).toBe('/completions/7');
  expect(screen.queryByText(/cannot be shown/)).toBeNull();
});

it('counts what has no id', async () => {
  const { id: _, ...nameless } = completionBody('x', 'Nameless');
  listWith(null, nameless, 7, [], { ...nameless, id: '' });
  renderPages('/completions');
  expect(await screen.findByText('Fine two')).toBeDefined();
  expect(await screen.findByText(/^5 entries of this page cannot be shown/)).toBeDefined();
});

it.each([
  ['2025-11-28T12:00:00Z', 'Nov 28, 2025'],
  [1_764_331_200_000, 'Nov 28, 2025'],
  ['1764331200.5', 'Nov 28, 2025'],
  [null, 'no date'],
  [0, 'no date'],
])('shows the day of %s', async (created, day) => {
  vi.setSystemTime(new Date('2026-06-01T00:00:00Z'));
  const dated = { ...completionBody('dated', 'Dated'), created };
  listWith(dated);
  renderPages('/completions');
  expect(await screen.findByText('Dated')).toBeDefined();
  expect(rowOf('Dated').getByText(day)).toBeDefined();
  cleanup();
  backend.rows.push(dated as unknown as (typeof backend.rows)[number]);
  renderPages('/completions/dated');
  expect((await screen.findAllByText(day, { exact: false })).length).toBeGreaterThan(0);
  vi.useRealTimers();
});

it('opens a completion whose facts are no texts', async () => {
  const odd = { ...completionBody('odd', 'Odd facts'), service_tier: {}, system_fingerprint: [{}] };
  backend.rows.push(odd);
  renderPages('/completions/odd');
  expect(await screen.findByText('Odd facts')).toBeDefined();
  expect(await screen.findByText('finish reason: stop')).toBeDefined();
});
