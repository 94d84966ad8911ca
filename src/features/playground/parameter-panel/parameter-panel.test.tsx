import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { useState } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { connectionSelected } from '@/components/connection-store';
import { keysReset, singlesSwitched } from '@/components/keys/key-store';
import { createQueryClient } from '@/queries/query-client';
import { useToasts } from '@/ui/toast-store';
import { ParameterPanel } from './parameter-panel';
import { initialParameters, type Parameters } from '../parameters/parameters';
import { problemsOf } from '../parameters/problems';

const state: { now: Parameters } = { now: initialParameters };

function Panel({ from = initialParameters }: { from?: Parameters }) {
  const [parameters, setParameters] = useState(from);
  return (
    <QueryClientProvider client={createQueryClient()}>
      <ParameterPanel
        parameters={parameters}
        problems={problemsOf(parameters)}
        onChange={(change) => {
          state.now = { ...parameters, ...change };
          setParameters(state.now);
        }}
      />
    </QueryClientProvider>
  );
}

const direct = (baseUrl: string) => ({ id: 'direct', baseUrl, label: new URL(baseUrl).host });
beforeEach(() => connectionSelected(direct('https://gateway.example/v1')));

const button = (name: string | RegExp) => screen.findByRole('button', { name });

test('a default is words that one click sets; the cross unsets it and keeps its value', async () => {
  render(<Panel />);
  await userEvent.click(await button(/Set temperature/));
  const exact = await screen.findByRole('spinbutton', { name: 'temperature, exact value' });
  expect(document.activeElement).toBe(exact);
  fireEvent.change(exact, { target: { value: '0.2' } });
  expect(state.now.temperature).toEqual({ isSet: true, value: 0.2 });
  expect(screen.queryByRole('button', { name: /^Set temperature/ })).toBeNull();
  await userEvent.click(await button('Unset temperature'));
  expect(state.now.temperature).toEqual({ isSet: false, value: 0.2 });
  expect(document.activeElement).toBe(await button(/Set temperature/));
});

test('what is set stands first and says its value; Reset all can be undone', async () => {
  const from: Parameters = {
    ...initialParameters,
    stop: { isSet: true, value: 'END\nSTOP' },
    service_tier: { isSet: true, value: 'flex' },
    tools: { isSet: true, value: '[{"type":"function","function":{"name":"look_up"}}]' },
    parallel_tool_calls: { isSet: true, value: false },
  };
  render(<Panel from={from} />);
  await button('stop 2 sequences');
  await button('service_tier flex');
  await button('tools 1 function');
  await button('parallel_tool_calls off');
  await userEvent.click(await button('Reset all'));
  expect(screen.queryAllByRole('button', { name: /^Unset/ })).toEqual([]);
  expect(state.now.stop).toEqual({ isSet: false, value: 'END\nSTOP' });
  useToasts.getState().toasts.at(-1)?.action?.onAct();
  await button('stop 2 sequences');
  expect(state.now).toEqual(from);
});

test('a search finds rows of every group, by name and by words, and Escape ends it', async () => {
  render(<Panel />);
  await userEvent.click(await button('Search parameters'));
  const field = screen.getByRole('searchbox', { name: 'Search parameters' });
  await userEvent.type(field, 'prompt cache');
  const rows = within(screen.getByRole('region', { name: 'Parameters' }));
  expect(rows.getAllByRole('button').map(({ textContent }) => textContent?.split(' ')[1])).toEqual([
    'prompt_cache_key',
    'prompt_cache_retention',
    'prompt_cache_options',
  ]);
  await userEvent.clear(field);
  await userEvent.type(field, 'no such');
  expect(screen.getByText(/No parameter is called that/)).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  await button(/Set top_p/);
});

test('its search has a key, which can be switched off like every single one', async () => {
  render(<Panel />);
  await button('Search parameters');
  act(() => singlesSwitched(false));
  await userEvent.keyboard('/');
  expect(screen.queryByRole('searchbox')).toBeNull();
  act(() => keysReset());
  await userEvent.keyboard('/');
  await screen.findByRole('searchbox', { name: 'Search parameters' });
});

test('a row with a problem is open, and says what would be right', async () => {
  render(<Panel from={{ ...initialParameters, n: { isSet: true, value: '0' } }} />);
  const field = await screen.findByRole('textbox', { name: 'Number of answers' });
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toBe('Enter a whole number from 1 to 128.');
  expect(field.getAttribute('aria-describedby')).toBe(alert.id);
});

test('a provider’s own parameters are offered where it takes them, and kept for it where another does not', async () => {
  connectionSelected(direct('https://openrouter.ai/api/v1'));
  const top_k = { isSet: true, value: '20' };
  render(<Panel from={{ ...initialParameters, top_k }} />);
  await userEvent.click(await button(/^Set min_p/));
  expect(screen.queryByRole('button', { name: /^Set repeat_penalty/ })).toBeNull();
  await button('top_k 20');
  expect(screen.queryByText(/^Not sent/)).toBeNull();
  act(() => connectionSelected(direct('https://api.openai.com/v1')));
  expect(await screen.findAllByText('Not sent: api.openai.com does not take it.')).toHaveLength(2);
  expect(state.now).toMatchObject({ top_k, min_p: { isSet: true } });
});
