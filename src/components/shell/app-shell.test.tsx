import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { Link, MemoryRouter, Route, Routes } from 'react-router-dom';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LOCAL_CONNECTION } from '@/api/connection';
import {
  connectionSelected,
  directConnectionForgotten,
  directConnectionSaved,
  useConnectionStore,
} from '@/components/connection-store';
import { followTheme, preferencesChanged } from '@/components/preferences-store';
import { AppShell } from '@/components/shell/app-shell';
import { createQueryClient } from '@/queries/query-client';

const provider = { hasKey: true, keyHint: null, source: 'env', default: true };
const server = {
  version: '1.2.3',
  capabilities: [],
  limits: {},
  database: 'sqlite',
  providers: [
    { ...provider, name: 'openai', stored: true, baseHost: 'api.openai.com' },
    { ...provider, name: 'local', stored: false, baseHost: '127.0.0.1' },
  ],
};

beforeEach(() => vi.stubGlobal('fetch', async () => Response.json(server)));
afterEach(() => {
  vi.unstubAllGlobals();
  directConnectionForgotten();
  connectionSelected(LOCAL_CONNECTION);
});

function Broken(): never {
  throw new Error('a fault in this page');
}

function show(path = '/') {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter initialEntries={[path]}>
        <Routes>
          <Route element={<AppShell />}>
            <Route index element={<Link to="/broken">to the broken page</Link>} />
            <Route path="/settings" element={<h1>Settings page</h1>} />
            <Route path="/broken" element={<Broken />} />
          </Route>
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

test('the rail says where the reader is and leads elsewhere', async () => {
  show();
  expect(screen.getByRole('link', { name: 'Playground' }).ariaCurrent).toBe('page');
  await userEvent.click(screen.getByRole('link', { name: 'Settings' }));
  expect(screen.getByRole('heading', { name: 'Settings page' })).toBeTruthy();
});

test('the source can be switched to whoever keeps completions, and to nobody else', async () => {
  directConnectionSaved({ baseUrl: 'https://llm.example/v1', apiKey: 'k', isKeyKept: false });
  show();
  await userEvent.click(await screen.findByRole('button', { name: /llm.example, Connected/ }));
  expect(screen.getAllByRole('menuitemradio').map((item) => item.textContent)).toEqual([
    'This server',
    'openaiapi.openai.com',
    'llm.exampledirect',
  ]);
  await userEvent.click(screen.getByRole('menuitemradio', { name: /openai/ }));
  expect(useConnectionStore.getState().connection.baseUrl).toBe('/api/providers/openai/v1');
});

test('a server that does not answer is said to be down', async () => {
  vi.stubGlobal('fetch', async () => new Response('no', { status: 400 }));
  show();
  expect(await screen.findByRole('button', { name: /The server does not answer/ })).toBeTruthy();
});

test('a page that fails leaves the rest usable and is forgotten on the next page', async () => {
  // React reports what a boundary caught to the console as well.
  const report = vi.spyOn(console, 'error').mockImplementation(() => {});
  show();
  await userEvent.click(screen.getByRole('link', { name: 'to the broken page' }));
  expect(screen.getByRole('alert').textContent).toContain('a fault in this page');
  await userEvent.click(screen.getByRole('link', { name: 'Settings' }));
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getByRole('heading', { name: 'Settings page' })).toBeTruthy();
  report.mockRestore();
});

test('a chosen theme is on the page and in the storage that the first paint reads', async () => {
  followTheme();
  show();
  await userEvent.click(screen.getByRole('button', { name: 'Theme' }));
  await userEvent.click(screen.getByRole('menuitemradio', { name: 'Dark' }));
  expect(document.documentElement.dataset.theme).toBe('dark');
  globalThis.dispatchEvent(new Event('pagehide'));
  const saved = JSON.parse(localStorage.getItem('chatkeep.preferences') ?? '{}') as object;
  expect(saved).toMatchObject({ state: { theme: 'dark' } });
  preferencesChanged({ theme: 'system' });
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

test('every page lists its keys, and two letters go to another one', async () => {
  const user = userEvent.setup({});
  show();
  await user.keyboard('?');
  const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  expect(sheet.textContent).toContain('Playground this page');
  await user.click(screen.getByRole('button', { name: 'Close' }));
  await user.keyboard('gs');
  expect(screen.getByRole('heading', { name: 'Settings page' })).toBeTruthy();
});
