import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ModelPrice, PriceList } from '#contract/wire/prices';
import { createQueryClient } from '@/queries/query-client';
import { PricesSection } from './prices-section';

const known: ModelPrice = {
  object: 'price',
  provider: 'openai',
  host: 'api.openai.com',
  model: 'gpt-5.2',
  rates: { input: 1.25, cached_input: 0.125, cache_write: 1.5, output: 10, tiers: [] },
  own: false,
  from: null,
  checked: '2026-11-21',
  local: false,
  requests: 11_904,
  unpriced: 0,
  cost: 38.1,
};
const local: ModelPrice = {
  ...known,
  provider: 'ollama',
  host: '127.0.0.1',
  model: 'qwen3.5',
  rates: null,
  checked: null,
  local: true,
  requests: 312,
  unpriced: 312,
  cost: 0,
};
const late: ModelPrice = {
  ...known,
  model: 'mistral-large-3',
  own: true,
  unpriced: 4,
  rates: { ...known.rates!, tiers: [{ above: 200_000, input: 2, output: 20 }] },
};
const list: PriceList = {
  object: 'list',
  data: [known, local, late],
  source: 'https://www.npmjs.com/package/prices',
  checked: '2026-11-21',
  since: 1,
  version: 'v1',
  editable: true,
  file: null,
};
const seller = (name: string, address: string) => ({ object: 'provider', name, address });
const providers = {
  object: 'list',
  version: 'p1',
  data: [
    seller('demo', ''),
    seller('openai', 'https://api.openai.com/v1'),
    seller('odd', 'https://[2001:db8::1]:8443/v1'),
  ],
};
const calls: { match: string | null; body: unknown }[] = [];
let answer: () => Response;

beforeEach(() => {
  calls.length = 0;
  answer = () => Response.json(list);
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    if (url.endsWith('/api/providers')) return Response.json(providers);
    if (init.method !== 'POST') return Response.json(list);
    calls.push({
      match: new Headers(init.headers).get('if-match'),
      body: JSON.parse(init.body as string) as unknown,
    });
    return answer();
  });
});
afterEach(() => vi.unstubAllGlobals());

function show(shown: Partial<PriceList> = {}) {
  Object.assign(list, { editable: true, file: null }, shown);
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <PricesSection />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}
const row = (name: string) => screen.findByRole('row', { name: new RegExp(name) });

test('says what each model costs, where that is from, and what has no price', async () => {
  show();
  expect((await row('gpt-5.2')).textContent).toMatch(
    /1\.25.*0\.125.*10\.00.*list of Nov 21.*11,904.*\$38\.10/,
  );
  expect((await row('qwen3.5')).textContent).toMatch(/no price.*runs here.*312not counted/);
  expect((await row('mistral-large-3')).textContent).toContain('yours, Nov 21');
  expect(screen.getByText(/2 of the 3 models in use have a price/)).toBeDefined();
  // What needs a hand comes first.
  expect(screen.getAllByRole('row')[1]).toBe(await row('qwen3.5'));
  await userEvent.click(screen.getByRole('radio', { name: 'No price 1' }));
  expect(screen.getAllByRole('row')).toHaveLength(2);
});

test('a price is typed in its row, saved with Enter, and left with Escape', async () => {
  show();
  const change = await screen.findByRole('button', { name: 'Change the price of gpt-5.2' });
  await userEvent.click(change);
  const input = screen.getByRole('textbox', { name: 'Input of gpt-5.2' });
  expect(document.activeElement).toBe(input);
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('textbox', { name: 'Input of gpt-5.2' })).toBeNull();
  expect(calls).toEqual([]);

  await userEvent.click(screen.getByRole('button', { name: 'Change the price of gpt-5.2' }));
  await userEvent.keyboard('much{Enter}');
  expect(screen.getByRole('alert').textContent).toContain('Dollars per million tokens');
  expect(calls).toEqual([]);
  const again = screen.getByRole('textbox', { name: 'Input of gpt-5.2' });
  await userEvent.clear(again);
  await userEvent.type(again, '$0,75{Enter}');
  await waitFor(() => expect(screen.queryByRole('textbox', { name: /gpt-5.2/ })).toBeNull());
  expect(calls).toEqual([
    {
      match: '"v1"',
      body: {
        host: 'api.openai.com',
        model: 'gpt-5.2',
        from: null,
        // What has no field stays as the list has it.
        rates: { input: 0.75, output: 10, cached_input: 0.125, cache_write: 1.5 },
      },
    },
  ]);
});

test('one is free at a click, one of yours is taken away, and a refusal stays in its row', async () => {
  show();
  await userEvent.click(within(await row('qwen3.5')).getByRole('button', { name: 'It is free' }));
  await waitFor(() => expect(calls).toHaveLength(1));
  expect(calls[0]?.body).toMatchObject({ model: 'qwen3.5', rates: { input: 0, output: 0 } });

  await userEvent.click(screen.getByRole('button', { name: /price of mistral-large-3/ }));
  answer = () =>
    Response.json({ error: { message: 'The prices file has changed.' } }, { status: 412 });
  await userEvent.click(screen.getByRole('button', { name: 'Remove yours' }));
  expect((await screen.findByRole('alert')).textContent).toContain('has changed');
  answer = () => Response.json(list);
  await userEvent.click(screen.getByRole('button', { name: 'Remove yours' }));
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  expect(calls.at(-1)?.body).toMatchObject({ model: 'mistral-large-3', rates: null });
});

test('a file of the operator’s is read only, with its path', async () => {
  show({ editable: false, file: '/etc/prices.json' });
  expect(await screen.findByText('/etc/prices.json')).toBeDefined();
  expect(screen.queryByRole('button', { name: /Change the price/ })).toBeNull();
  expect(screen.queryByRole('button', { name: 'It is free' })).toBeNull();
});

test('a model that was never asked gets its price by its name', async () => {
  show();
  await userEvent.click(await screen.findByRole('button', { name: 'Add a price…' }));
  const field = await screen.findByRole('combobox', { name: /^Model/ });
  expect(document.activeElement).toBe(field);
  await userEvent.type(field, ' openai:gpt-6 {Enter}');
  const input = await screen.findByRole('textbox', { name: 'Input of gpt-6' });
  expect(document.activeElement).toBe(input);
  await userEvent.type(input, '2');
  await userEvent.type(screen.getByRole('textbox', { name: 'Output of gpt-6' }), '8{Enter}');
  await waitFor(() => expect(screen.queryByRole('textbox', { name: /gpt-6/ })).toBeNull());
  expect(calls).toEqual([
    {
      match: '"v1"',
      body: {
        host: 'api.openai.com',
        model: 'gpt-6',
        from: null,
        rates: { input: 2, output: 8, cached_input: null },
      },
    },
  ]);
});

test('one that is there is opened with what it costs, and is not there twice', async () => {
  show();
  await userEvent.click(await screen.findByRole('button', { name: 'Add a price…' }));
  // The demo sells nothing, so it is none to choose from.
  const provider = await screen.findByRole('combobox', { name: 'Provider' });
  expect(
    within(provider)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['openai', 'odd']);
  await userEvent.type(screen.getByRole('combobox', { name: /^Model/ }), 'mistral-large-3{Enter}');
  const input = await screen.findByRole<HTMLInputElement>('textbox', { name: /^Input of/ });
  expect(input.value).toBe('1.25');
  expect(screen.getAllByText('mistral-large-3')).toHaveLength(1);
  await userEvent.keyboard('{Escape}');
  expect(calls).toEqual([]);
});

test('an address of numbers keeps its brackets', async () => {
  show();
  await userEvent.click(await screen.findByRole('button', { name: 'Add a price…' }));
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Provider' }), 'odd');
  await userEvent.type(screen.getByRole('combobox', { name: /^Model/ }), 'x{Enter}');
  await userEvent.type(await screen.findByRole('textbox', { name: 'Input of x' }), '0');
  await userEvent.type(screen.getByRole('textbox', { name: 'Output of x' }), '0{Enter}');
  await waitFor(() => expect(calls).toHaveLength(1));
  expect(calls[0]?.body).toMatchObject({ host: '[2001:db8::1]', rates: { input: 0, output: 0 } });
});
