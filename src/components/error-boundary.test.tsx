import { act, render, screen } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { type ReactNode, Suspense } from 'react';
import { describe, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ErrorBoundary } from '@/components/error-boundary';
import { lazily } from '@/ui/lazily';

test('a part that a new release took away says so, and comes when it can be loaded again', async () => {
  // React tells the console of what the boundary has caught.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let isThere = false;
  function Part() {
    if (!isThere) throw new TypeError('Failed to fetch dynamically imported module');
    return <p>The part</p>;
  }
  render(
    <ErrorBoundary resetKey="a">
      <Part />
    </ErrorBoundary>,
  );
  expect(screen.getByRole('alert').textContent).toMatch(/A newer version may have been released/);
  expect(screen.getByRole('button', { name: 'Reload' })).toBeDefined();
  isThere = true;
  await userEvent.click(screen.getByRole('button', { name: /again/i }));
  expect(screen.getByText('The part')).toBeDefined();
});

describe('code that does not arrive', () => {
  let isServerThere: boolean;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('fetch', () =>
      isServerThere ? Promise.resolve(new Response()) : Promise.reject(new TypeError('offline')),
    );
    // React tells the console of what the boundary has caught.
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  async function show(load: () => Promise<() => ReactNode>) {
    const Part = lazily(load);
    await act(async () => {
      render(
        <ErrorBoundary resetKey="a">
          <p>What was there</p>
          <Suspense fallback={<p>Comes</p>}>
            <Part />
          </Suspense>
        </ErrorBoundary>,
      );
    });
  }

  test('code that cannot be fetched while offline is waited for, and the rest of the page stays', async () => {
    isServerThere = false;
    const load = async () => {
      if (!isServerThere) throw new TypeError('Failed to fetch dynamically imported module');
      return () => <p>The part</p>;
    };
    await show(load);
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(screen.getByText('What was there')).toBeTruthy();
    expect(screen.getByText('Comes')).toBeTruthy();
    isServerThere = true;
    await act(() => vi.advanceTimersByTimeAsync(2_000));
    expect(screen.getByText('The part')).toBeTruthy();
  });

  test('code that a new release took away is told of', async () => {
    isServerThere = true;
    await show(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));
    expect(screen.getByRole('alert').textContent).toMatch(/newer version/);
  });

  test('code that failed comes on another try, without a reload', async () => {
    isServerThere = true;
    let asked = 0;
    await show(async () => {
      asked += 1;
      if (asked < 5) throw new TypeError('Failed to fetch dynamically imported module');
      return () => <p>The part</p>;
    });
    // Each try asks again once the server is reached, and no more than that.
    expect(asked).toBe(2);
    const again = () => act(async () => screen.getByRole('button', { name: /again/i }).click());
    await again();
    expect(asked).toBe(4);
    expect(screen.getByRole('alert').textContent).toMatch(/newer version/);
    await again();
    expect(screen.getByText('The part')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(asked).toBe(5);
  });
});
