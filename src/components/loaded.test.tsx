import { act, fireEvent, render, screen } from '@testing-library/react';
import { type FunctionComponent, Suspense } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/api-error';
import { useServerHealth } from '@/queries/server-health';
import { lazily } from '@/ui/lazily';
import { both, Loaded } from './loaded';

const refetch = vi.fn(async () => undefined);
const none = { data: undefined, error: null, refetch };
const refused = new ApiError({ kind: 'status', message: 'Too many at once', status: 429 });
const unreached = new ApiError({ kind: 'network', message: 'Cannot reach the server.' });

afterEach(() => act(() => useServerHealth.setState({ downSince: null })));

function show(query: { data: string[] | undefined; error: Error | null; refetch: typeof refetch }) {
  render(
    <Loaded
      query={query}
      what="the jobs"
      empty={{ when: ({ length }) => length === 0, show: 'None yet' }}
    >
      {(jobs) => jobs.join()}
    </Loaded>,
    { wrapper: MemoryRouter },
  );
  return document.body.textContent ?? '';
}

it('says what is on its way', () => {
  show(none);
  expect(screen.getByRole('status', { name: 'Loading the jobs' })).toBeDefined();
});

it('says what could not be loaded, and loads it anew', () => {
  expect(show({ ...none, error: refused })).toContain(
    'The jobs could not be loadedToo many at once',
  );
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(refetch).toHaveBeenCalledOnce();
});

it('keeps what was loaded when loading it anew fails', () => {
  const text = show({ ...none, data: ['Export'], error: refused });
  expect(text).toContain('The jobs could not be loadedToo many at once');
  expect(text).toContain('Export');
});

it('says since when there is no connection', () => {
  useServerHealth.setState({ downSince: new Date(2026, 10, 28, 8, 51).getTime() / 1000 });
  const text = show({ ...none, data: ['Export'], error: unreached });
  expect(text).toMatch(/No connection since 0?8:51/);
  expect(text).toContain('You see what was loaded before.Try now');
});

it('says that there is nothing', () => {
  expect(show({ ...none, data: [] })).toBe('None yet');
});

it('waits for both of two, and fails with either', () => {
  const here = { ...none, data: 1 };
  expect(both(here, none).data).toBeUndefined();
  expect(both(here, { ...none, data: 'b' }).data).toEqual([1, 'b']);
  expect(both(here, { ...none, error: refused }).error).toBe(refused);
});

it('while the code of what was loaded is on its way, nothing beside it is hidden, and typing goes on', async () => {
  let arrive: (late: FunctionComponent) => void = () => undefined;
  const Late = lazily(() => new Promise<FunctionComponent>((resolve) => (arrive = resolve)));
  const page = (data: string | undefined) => (
    <Suspense fallback="The page waits">
      <input aria-label="Address" />
      <Loaded query={{ ...none, data }} what="the jobs">
        {() => <Late />}
      </Loaded>
    </Suspense>
  );
  const { rerender } = render(page(undefined));
  const field = screen.getByRole('textbox', { name: 'Address' });
  field.focus();
  rerender(page('something'));
  expect(screen.queryByText('The page waits')).toBeNull();
  expect(screen.getByRole('textbox', { name: 'Address' })).toBe(field);
  expect(screen.getByRole('status', { name: 'Loading the jobs' })).toBeDefined();
  await act(async () => arrive(() => 'It is here'));
  expect(await screen.findByText('It is here')).toBeDefined();
  expect(document.activeElement).toBe(field);
});
