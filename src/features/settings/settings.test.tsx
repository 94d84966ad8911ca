import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { Suspense } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProviderEntry, ProviderList, ProviderTest } from '#contract/wire/providers';
import { directConnectionForgotten, useConnectionStore } from '@/components/connection-store';
import { createQueryClient } from '@/queries/query-client';
import { addressProblem } from './address-problem';
import { DirectSection } from './direct-section';
import { ProvidersSection } from './providers-section';

const server = { version: '1.0.0', capabilities: ['providers'], limits: {}, providers: [] };
const openai: ProviderEntry = {
  object: 'provider',
  name: 'openai',
  address: 'https://api.openai.com/v1',
  keyHint: '…a1B2',
  source: 'env',
  keyVariable: 'OPENAI_API_KEY',
  editable: false,
  stored: true,
  forwardStore: false,
  default: true,
  aliases: [],
};
const local: ProviderEntry = {
  ...openai,
  name: 'local',
  address: 'https://llm.example/v1',
  source: 'file',
  keyVariable: null,
  editable: true,
  stored: false,
  default: false,
  aliases: ['fast'],
};
const list: ProviderList = {
  object: 'list',
  data: [openai, local],
  version: 'v1',
  changed: false,
  editable: true,
  local: true,
};

const calls: { url: string; key: string | null; match: string | null; body: unknown }[] = [];
/** What the next answers are instead. */
let instead: ((url: string, body: string) => Response | null) | null = null;

const FOUND: ProviderTest = {
  object: 'provider.test',
  models: 12,
  names: ['m-1', 'm-2'],
  ms: 340,
  problem: null,
};

/** The network: this server, one provider that answers and one that refuses. */
function answer(url: string, body: string): Response {
  const own = instead?.(url, body);
  if (own) return own;
  if (url === '/api/server') return Response.json(server);
  if (url === '/api/provider-test' && body.includes('local')) {
    const problem = { status: 401, message: 'It refuses the key: no such key.' };
    return Response.json({ ...FOUND, models: null, names: [], problem });
  }
  if (url === '/api/provider-test') return Response.json(FOUND);
  if (url === '/api/providers') return Response.json(list);
  if (url.endsWith('/models')) return Response.json({ object: 'list', data: [{ id: 'm' }] });
  return Response.json({}, { status: 404 });
}

beforeEach(() => {
  calls.length = 0;
  instead = null;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const body = typeof init.body === 'string' ? init.body : '';
    const headers = new Headers(init.headers);
    calls.push({
      url,
      key: headers.get('authorization'),
      match: headers.get('if-match'),
      body: body === '' ? null : JSON.parse(body),
    });
    return answer(url, body);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  directConnectionForgotten();
});

function show(section: React.ReactNode) {
  render(
    <MemoryRouter>
      <QueryClientProvider client={createQueryClient()}>
        <Suspense>{section}</Suspense>
      </QueryClientProvider>
    </MemoryRouter>,
  );
}

const row = (name: string) => screen.findByRole('row', { name: new RegExp(`^\\S* ?.?${name}`) });
const sent = (url: string) => calls.filter((call) => call.url === url && call.body !== null);

test('providers are listed with at most the end of their keys, and what sets them', async () => {
  show(<ProvidersSection />);
  const set = await row('openai');
  expect(set.textContent).toContain('…a1B2');
  expect(within(set).getByLabelText('Read only')).toBeTruthy();
  expect(within(set).queryByRole('button', { name: /^More/ })).toBeNull();
  expect(set.textContent).toContain('OPENAI_API_KEY');
  expect(await within(set).findByText('12')).toBeTruthy();
});

test('one that refuses its key says so below its row, and can be tested again', async () => {
  show(<ProvidersSection />);
  expect((await screen.findByRole('alert')).textContent).toContain('It refuses the key');
  instead = (url) => (url === '/api/provider-test' ? Response.json(FOUND) : null);
  await userEvent.click(screen.getByRole('button', { name: /connection to local/ }));
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

test('a test of a provider that keeps completions asks for its models once', async () => {
  show(<ProvidersSection />);
  const set = await row('openai');
  await within(set).findByText('12');
  calls.length = 0;
  await userEvent.click(within(set).getByRole('button', { name: /^Test the connection/ }));
  const asked = () => calls.map(({ url }) => url);
  await waitFor(() =>
    expect(asked()).toContainEqual(expect.stringContaining('/api/providers/openai/v1/chat')),
  );
  expect(asked()).toContain('/api/provider-test');
  expect(asked().filter((url) => url.endsWith('/models'))).toEqual([]);
});

test('what changes one provider tests no other anew', async () => {
  show(<ProvidersSection />);
  await within(await row('openai')).findByText('12');
  await screen.findByRole('alert');
  calls.length = 0;
  instead = (url) => (url.startsWith('/api/providers') ? Response.json(list) : null);
  await userEvent.click(screen.getByRole('button', { name: 'More for local' }));
  await userEvent.click(screen.getByRole('menuitem', { name: /^Remove local/ }));
  await userEvent.click(await screen.findByRole('button', { name: /^Remove/ }));
  await waitFor(() => expect(calls.some(({ url }) => url === '/api/providers')).toBe(true));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const tested = calls.filter(({ url }) => url === '/api/provider-test').map(({ body }) => body);
  expect(tested).not.toContainEqual({ name: 'openai' });
});

test('a new provider is saved once it is tested, on the version that was seen', async () => {
  show(<ProvidersSection />);
  await userEvent.click(await screen.findByRole('button', { name: 'Mistral' }));
  const key = await screen.findByLabelText('Key');
  expect(screen.getByLabelText<HTMLInputElement>('Address').value).toBe(
    'https://api.mistral.ai/v1',
  );
  const save = screen.getByRole('button', { name: /^Save mistral/ });
  expect(save.getAttribute('aria-disabled')).toBe('true');
  await userEvent.type(key, 'sk-new{Enter}');
  expect(await screen.findByText('It answers')).toBeTruthy();
  expect(sent('/api/provider-test').at(-1)?.body).toEqual({
    baseUrl: 'https://api.mistral.ai/v1',
    apiKey: 'sk-new',
  });
  // What a test has shown holds for what was tested alone.
  await userEvent.type(key, '2');
  expect(screen.queryByText('It answers')).toBeNull();
  await userEvent.keyboard('{Enter}');
  await screen.findByText('It answers');
  instead = (url) =>
    url === '/api/providers' ? Response.json({ ...local, data: [], version: 'v2' }) : null;
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(screen.queryByLabelText('Key')).toBeNull());
  expect(sent('/api/providers')).toEqual([
    {
      url: '/api/providers',
      key: null,
      match: '"v1"',
      body: {
        name: 'mistral',
        baseUrl: 'https://api.mistral.ai/v1',
        apiKey: 'sk-new2',
        stored: false,
        forwardStore: false,
      },
    },
  ]);
});

test('another address says that the key is dropped, and a key that is left empty stays', async () => {
  show(<ProvidersSection />);
  await userEvent.click(await screen.findByRole('button', { name: 'More for local' }));
  await userEvent.click(screen.getByRole('menuitem', { name: /Change/ }));
  const address = await screen.findByLabelText('Address');
  expect(screen.getByText(/Leave it empty to keep the key that ends in …a1B2/)).toBeTruthy();
  await userEvent.clear(address);
  await userEvent.type(address, 'https://other.example/v1');
  expect(screen.getByText(/belongs to the former address and is dropped/)).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByLabelText('Address')).toBeNull();
});

test('a file that changed meanwhile is told where Save was, and can be read again', async () => {
  const error = { message: 'The providers file has changed meanwhile.', type: 'x', param: null };
  instead = (url, body) =>
    url === '/api/providers/local'
      ? Response.json({ error: { ...error, code: 'precondition_failed' } }, { status: 412 })
      : url === '/api/providers' && body === ''
        ? Response.json({ ...list, changed: true })
        : null;
  show(<ProvidersSection />);
  await userEvent.click(await screen.findByRole('button', { name: 'More for local' }));
  await userEvent.click(screen.getByRole('menuitem', { name: /^Remove/ }));
  const dialog = await screen.findByRole('alertdialog');
  expect(dialog.textContent).toContain('These names stop working: fast');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Remove the provider' }));
  expect(await within(dialog).findByText(/has changed meanwhile/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Read it again' })).toBeTruthy();
});

test('where nothing can be changed there is no form, and the reason', async () => {
  instead = (url) =>
    url === '/api/providers' ? Response.json({ ...list, editable: false, data: [openai] }) : null;
  show(<ProvidersSection />);
  expect(await screen.findByText(/PROVIDERS_EDITABLE=1/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Mistral' })).toBeNull();
});

test('a direct connection names the host that gets the key, and only that host gets it', async () => {
  show(<DirectSection />);
  await userEvent.type(screen.getByLabelText('Base URL'), 'https://llm.example/v1');
  await userEvent.type(screen.getByLabelText('API key'), 'sk-test');
  expect(screen.getByText(/sent to llm.example and nowhere else/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Test connection' }));
  expect(await screen.findByText(/llm.example answers, with 1 model/)).toBeTruthy();
  expect(calls.map(({ url, key }) => [url, key])).toEqual([
    ['https://llm.example/v1/models', 'Bearer sk-test'],
    ['https://llm.example/v1/chat/completions?limit=1', 'Bearer sk-test'],
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'Use this connection' }));
  expect(useConnectionStore.getState().connection.baseUrl).toBe('https://llm.example/v1');
});

test.each([
  ['https://api.openai.com/v1', null],
  ['http://localhost:11434/v1', null],
  ['http://127.0.0.1:1234', null],
  ['http://api.example.com/v1', /Use https/],
  ['http://127.0.0.1.evil.example/v1', /Use https/],
  ['javascript:alert(1)', /Use https/],
  ['https://user:pass@a.example', /name and password/],
  ['https://a.example/v1?key=1', /follows the path/],
  ['api.openai.com', /full address/],
])('the address %s is judged before a key goes there', (address, problem) => {
  if (problem === null) expect(addressProblem(address)).toBeNull();
  else expect(addressProblem(address)).toMatch(problem);
});
