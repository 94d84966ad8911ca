import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, waitFor } from '@testing-library/react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { expect, vi } from 'vitest';
import { createQueryClient } from '@/queries/query-client';
import { AppRoutes } from '@/routes';

/** The whole application at an address, until it has nothing left to wait for; or until it could not be shown. */
export async function openApp(path: string, seen: RegExp): Promise<HTMLElement> {
  vi.stubGlobal('ResizeObserver', NothingResizes);
  const cache = createQueryClient();
  const app = (
    <QueryClientProvider client={cache}>
      <MemoryRouter initialEntries={[path]}>
        <AppRoutes />
        <Address />
      </MemoryRouter>
    </QueryClientProvider>
  );
  // What suspends goes on only where it is waited for.
  const { container } = await act(async () => render(app));
  await waitFor(
    () => {
      const main = container.querySelector('main');
      if (/could not be shown/.test(main?.textContent ?? '')) return;
      const busy = main?.querySelector('[aria-busy="true"]')?.textContent;
      expect({ busy, fetching: cache.isFetching() }).toEqual({
        busy: undefined,
        fetching: 0,
      });
      // What is opened in the playground is named in its address until it is there.
      expect(container.querySelector('output[hidden]')?.textContent).not.toMatch(/from=/);
      expect(main?.textContent).toMatch(seen);
    },
    {
      timeout: 40_000,
      interval: 5,
      // The whole page says less than what was missed.
      onTimeout: (error) => new Error(`${path}: ${error.message.slice(0, 500)}`),
    },
  );
  return container;
}

function Address() {
  return <output hidden>{useLocation().search}</output>;
}

/** jsdom lays nothing out. */
class NothingResizes implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
