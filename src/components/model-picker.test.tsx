import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { expect, it } from 'vitest';
import { ModelPicker } from '@/components/model-picker';
import { createQueryClient } from '@/queries/query-client';
import { startBackend } from '@/test-backend';

function named(count: number) {
  return Array.from({ length: count }, (_, n) => ({ id: `maker/model-${n}`, owned_by: `o${n}` }));
}

async function open(count: number, models = named(count)) {
  const backend = startBackend([]);
  backend.intercept = (_, url) =>
    url.endsWith('/models') ? { body: { object: 'list', data: models } } : null;
  const picked: string[] = [];
  render(
    <QueryClientProvider client={createQueryClient()}>
      <ModelPicker model="" onPick={(name) => picked.push(name)} />
    </QueryClientProvider>,
  );
  await userEvent.click(screen.getByRole('button', { name: /^Model/ }));
  const field = await screen.findByRole('combobox', { name: 'Search models' });
  await screen.findAllByRole('option', { name: new RegExp(models[0]?.id ?? '') });
  field.focus();
  return { field, picked };
}

const options = () =>
  within(screen.getByRole('listbox', { name: 'Models' })).getAllByRole('option');
const activeName = (field: HTMLElement) =>
  document.getElementById(field.getAttribute('aria-activedescendant') ?? '')?.textContent;

it('draws few of ten thousand models and says where each stands', async () => {
  await open(10_000);
  expect(options().length).toBeLessThan(60);
  const [first] = options();
  expect(first?.getAttribute('aria-setsize')).toBe('10000');
  expect(first?.getAttribute('aria-posinset')).toBe('1');
});

it.each([
  ['{ArrowDown}', 'model-1o'],
  ['{ArrowUp}', 'model-9999o'],
  ['{End}', 'model-9999o'],
  ['{End}{Home}', 'model-0o'],
  ['{PageDown}', 'model-8o'],
  ['{PageDown}{PageUp}', 'model-0o'],
  ['{PageUp}', 'model-0o'],
  ['{End}{PageDown}', 'model-9999o'],
  ['{End}{ArrowDown}', 'model-0o'],
])('after %s the active option is there to be named: %s', async (keys, name) => {
  const { field } = await open(10_000);
  await userEvent.keyboard(keys);
  expect(activeName(field)).toContain(name);
});

it('finds among ten thousand by what is typed, and takes it with Enter', async () => {
  const { field, picked } = await open(10_000);
  await userEvent.keyboard('{End}');
  await userEvent.type(field, 'MODEL-7777');
  // The one found, and the name as it is typed.
  expect(options().map(({ textContent }) => textContent)).toEqual([
    'maker/model-7777o7777',
    'MODEL-7777as typed',
  ]);
  await userEvent.keyboard('{Enter}');
  expect(picked).toEqual(['maker/model-7777']);
});

it('takes an alias, a model of a provider, and a name that is only typed, as they are written', async () => {
  const models = ['fast', 'm-1', 'openai:gpt-5.1'].map((id) => ({ id, owned_by: 'o' }));
  for (const name of ['fast', 'openai:gpt-5.1', 'my own llm:a/b:c']) {
    const { field, picked } = await open(3, models);
    await userEvent.type(field, `${name}{Enter}`);
    expect(picked).toEqual([name]);
    cleanup();
  }
});

it('draws all of a few', async () => {
  await open(12);
  expect(options()).toHaveLength(12);
  expect(options().at(-1)?.getAttribute('aria-posinset')).toBe('12');
});
