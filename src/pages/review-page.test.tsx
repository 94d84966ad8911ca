import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { failure } from '@/test-backend';
import { answer, startTableBackend, type TableBackend } from './table-backend';
import { renderPages } from './test-pages';

let table: TableBackend;

// Whole pages with their lazy parts: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });
const PATIENT = { timeout: 20_000 };

beforeEach(() => {
  table = startTableBackend(6);
});

afterEach(() => vi.unstubAllGlobals());

const address = () => screen.getByRole('note').textContent;
const metadataOf = (id: string) => table.backend.rows.find((row) => row.id === id)?.metadata;
const left = async (words: string) => expect(await screen.findByText(words)).toBeDefined();

it('tags with one key and goes on through a filter that the tags empty, counting honestly', async () => {
  const user = userEvent.setup();
  renderPages('/review?metadata_missing=review&limit=2');
  expect(await screen.findByText('Output 5')).toBeDefined();
  await left('0 done now · 6 left');
  await user.keyboard('1');
  await left('1 done now · 5 left');
  expect(metadataOf('c5')).toEqual({ env: 'prod', review: 'good' });
  // It stays until it is left.
  expect(screen.getByText('Output 5')).toBeDefined();
  for (const next of ['Output 4', 'Output 3']) {
    await user.keyboard('j');
    expect(await screen.findByText(next)).toBeDefined();
    await user.keyboard('2');
    await vi.waitFor(() =>
      expect(screen.getByRole('button', { name: /bad/, pressed: true })).toBeDefined(),
    );
  }
  await left('3 done now · 3 left');
  await user.keyboard('kk');
  expect(await screen.findByText('Output 5')).toBeDefined();
  expect(metadataOf('c4')).toEqual({ env: 'test', review: 'bad' });
});

it('takes back the last change and returns to it', async () => {
  const user = userEvent.setup();
  renderPages('/review');
  await screen.findByText('Output 5');
  await user.keyboard('3');
  await left('1 done now · 5 left');
  await user.keyboard('j');
  await screen.findByText('Output 4');
  await user.keyboard('u');
  expect(await screen.findByText('Output 5')).toBeDefined();
  await left('0 done now · 6 left');
  expect(metadataOf('c5')).toEqual({ env: 'prod' });
});

it('writes a note beside the verdict, saves and goes to the next', async () => {
  const user = userEvent.setup();
  renderPages('/review');
  await screen.findByText('Output 5');
  await user.keyboard('1n');
  await user.keyboard('too long, 2 of 3');
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(await screen.findByText('Output 4')).toBeDefined();
  await vi.waitFor(() =>
    expect(metadataOf('c5')).toEqual({ env: 'prod', review: 'good', note: 'too long, 2 of 3' }),
  );
  await vi.waitFor(() => expect(address()).toBe('/review?peek=c4'), PATIENT);
});

it('says why a verdict was not saved, and does not count it', async () => {
  const user = userEvent.setup();
  renderPages('/review');
  await screen.findByText('Output 5');
  table.backend.intercept = (method, url) =>
    method === 'POST' ? failure(403, 'Not yours') : answer(table, method, url);
  await user.keyboard('1');
  expect(await screen.findByText('Not yours')).toBeDefined();
  await left('0 done now · 6 left');
});

it('has a set of values of one’s own', async () => {
  const user = userEvent.setup();
  renderPages('/review');
  await screen.findByText('Output 5');
  await user.click(screen.getByRole('button', { name: 'Review values' }));
  const field = screen.getByLabelText('Values');
  await user.clear(field);
  await user.type(field, 'grade=a|b');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(await screen.findByRole('button', { name: /^b/ }));
  await vi.waitFor(() => expect(metadataOf('c5')).toEqual({ env: 'prod', grade: 'b' }), PATIENT);
});

it('says when there is nothing to review', async () => {
  renderPages('/review?metadata[env]=none');
  expect(await screen.findByText('Nothing to review')).toBeDefined();
});
