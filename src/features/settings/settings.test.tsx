import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { directConnectionForgotten, useConnectionStore } from '@/components/connection-store';
import { createQueryClient } from '@/queries/query-client';
import { addressProblem } from './address-problem';
import { DirectSection } from './direct-section';
import { ProvidersSection } from './providers-section';

const openai = { name: 'openai', hasKey: true, keyHint: 'a1B2', source: 'env', stored: true };
const local = { name: 'local', hasKey: false, keyHint: null, source: 'found', stored: false };
const server = {
  version: '1.0.0',
  capabilities: [],
  limits: {},
  database: 'sqlite',
  providers: [
    { ...openai, baseHost: 'api.openai.com', default: true },
    { ...local, baseHost: '127.0.0.1:11434', default: false },
  ],
};

const calls: { url: string; key: string | null }[] = [];

/** The network: this server, one provider that answers and one that refuses. */
function answer(url: string): Response {
  if (url === '/api/server') return Response.json(server);
  if (url === '/api/providers/local/v1/models') {
    const error = { message: 'Nothing answers there.', type: 'x', param: null, code: null };
    return Response.json({ error }, { status: 400 });
  }
  if (url.endsWith('/models')) return Response.json({ object: 'list', data: [{ id: 'm' }] });
  return Response.json({}, { status: 404 });
}

beforeEach(() => {
  calls.length = 0;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    calls.push({ url, key: new Headers(init.headers).get('authorization') });
    return answer(url);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  directConnectionForgotten();
});

function show(section: React.ReactNode) {
  render(<QueryClientProvider client={createQueryClient()}>{section}</QueryClientProvider>);
}

test('providers are listed with at most the end of their keys', async () => {
  show(<ProvidersSection />);
  expect(await screen.findByText(/key ending in a1B2/)).toBeTruthy();
  expect(screen.getByText(/Found running on this machine/).textContent).toContain('no key');
});

test('testing a provider says how many models answer, or what is wrong', async () => {
  show(<ProvidersSection />);
  await userEvent.click(await screen.findByRole('button', { name: /connection to openai/ }));
  expect(await screen.findByText('It answers, with 1 model.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: /connection to local/ }));
  expect((await screen.findByRole('alert')).textContent).toBe('Nothing answers there.');
});

test('a direct connection names the host that gets the key, and only that host gets it', async () => {
  show(<DirectSection />);
  await userEvent.type(screen.getByLabelText('Base URL'), 'https://llm.example/v1');
  await userEvent.type(screen.getByLabelText('API key'), 'sk-test');
  expect(screen.getByText(/sent to llm.example and nowhere else/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Test connection' }));
  expect(await screen.findByText(/llm.example answers, with 1 model/)).toBeTruthy();
  expect(calls).toEqual([
    { url: 'https://llm.example/v1/models', key: 'Bearer sk-test' },
    { url: 'https://llm.example/v1/chat/completions?limit=1', key: 'Bearer sk-test' },
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
