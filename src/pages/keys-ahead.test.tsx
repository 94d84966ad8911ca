import { screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answer, startTableBackend, type TableBackend } from './table-backend';
import { renderPages } from './test-pages';
// A page loads these when it needs them: here they are there before the clock of a test runs.
import '@/features/completion/completion-peek';
import '@/features/completion/lineage';
import '@/features/completion/verdict';

let table: TableBackend;
/** Lets the pages come that are held back. */
let release: () => void = () => undefined;

// Whole pages with their lazy parts: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });
const patient = { timeout: 10_000 };

beforeEach(() => {
  table = startTableBackend(12);
  const held = new Promise<void>((resolve) => (release = resolve));
  table.backend.intercept = (method, url) => {
    const reply = answer(table, method, url);
    if (reply === null || !/[?&](after|before)=/.test(url)) return reply;
    return held.then(() => reply);
  };
});
afterEach(() => vi.unstubAllGlobals());

const focusedRow = () => (document.activeElement as HTMLElement | null)?.dataset.row;
const address = () => screen.getByRole('note').textContent;

it('keys that are pressed while the next page of the table comes count on that page', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?limit=3');
  await screen.findByText('Output 11', {}, patient);
  await user.keyboard('jjj');
  expect(focusedRow()).toBe('c9');
  await user.keyboard('jjj');
  expect(address()).toContain('after=cursor-c9');
  expect(focusedRow()).toBe('c9');
  release();
  await vi.waitFor(() => expect(focusedRow()).toBe('c6'), patient);
  await user.keyboard('kk');
  expect(focusedRow()).toBe('c8');
  await user.keyboard('k');
  await vi.waitFor(() => expect(focusedRow()).toBe('c9'), patient);
});

it('keys that are pressed before the next completion is known wait for it', async () => {
  const user = userEvent.setup({});
  renderPages(`/completions/c9?in=${encodeURIComponent('limit=3')}`);
  await screen.findByText('Output 9', {}, patient);
  await vi.waitFor(() => expect(screen.getByText('3 of 12')).toBeDefined(), patient);
  await user.keyboard('jj');
  expect(address()).toContain('/completions/c9');
  release();
  expect(await screen.findByText('Output 7', {}, patient)).toBeDefined();
});

it('the same in the drawer; a key taken back goes nowhere, one beyond the end neither', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?limit=3&peek=c9');
  const drawer = await screen.findByRole('complementary', { name: 'Completion' }, patient);
  await within(drawer).findByText('Output 9', {}, patient);
  await user.keyboard('jjkjk');
  await user.keyboard('j');
  release();
  await within(drawer).findByText('Output 7', {}, patient);
  expect(address()).toContain('peek=c7');
  for (let n = 0; n < 12; n += 1) await user.keyboard('j');
  await within(drawer).findByText('Output 0', {}, patient);
  await user.keyboard('k');
  await within(drawer).findByText('Output 1', {}, patient);
});
