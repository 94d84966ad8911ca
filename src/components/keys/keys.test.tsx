import { fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, expect, it } from 'vitest';
import { KeySheet } from './key-sheet';
import { keysReset, useKey } from './key-store';
import { useKeys } from './use-keys';

const pressed: string[] = [];

function Page() {
  useKeys({
    next: () => pressed.push('next'),
    toData: () => pressed.push('data'),
    verdict: ({ key }) => pressed.push(`verdict ${key}`),
    newConversation: () => pressed.push('new'),
  });
  return <p>The key is {useKey('next') ?? 'off'}</p>;
}

const press = (key: string, more = {}) => fireEvent.keyDown(document.body, { key, ...more });

function renderSheet(path = '/completions') {
  render(
    <MemoryRouter initialEntries={[path]}>
      <Page />
      <KeySheet onClose={() => undefined} />
    </MemoryRouter>,
  );
  return userEvent.setup({});
}

/** A dialog that is open holds all keys of the page. */
function closeSheet() {
  document.querySelector('dialog')?.removeAttribute('open');
}

afterEach(() => {
  keysReset();
  pressed.length = 0;
});

it('shows the keys of this page first, and finds one by its name', async () => {
  const user = renderSheet('/review?peek=x');
  expect(screen.getAllByRole('heading', { level: 3 })[0]?.textContent).toBe('Review this page');
  await user.type(screen.getByRole('textbox', { name: 'Find a shortcut' }), 'undo');
  expect(screen.getAllByRole('term').map(({ textContent }) => textContent)).toEqual([
    'Undo the last change',
  ]);
});

it('a changed key acts in place of the usual one, which comes back', async () => {
  const user = renderSheet();
  await user.click(screen.getByRole('button', { name: 'Change keys' }));
  const [change] = screen.getAllByRole('button', { name: 'Change the key for Next' });
  await user.click(change!);
  await user.keyboard('h');
  expect(screen.getByText('The key is h')).toBeDefined();
  closeSheet();
  press('j');
  press('h');
  expect(pressed).toEqual(['next']);

  const usual = { name: 'Restore the default key for Next', hidden: true };
  await user.click(screen.getAllByRole('button', usual)[0]!);
  press('j');
  expect(pressed).toEqual(['next', 'next']);
});

it.each([
  ['k', /K is “Previous” already/],
  ['?', /\? is “Keyboard shortcuts” already/],
  ['g', /G is “Go to Playground” already/],
  ['3', /Digits give verdicts/],
  ['{Tab>}{/Tab}', null],
  ['{Control>}t{/Control}', /The browser keeps .* for itself/],
  ['{Enter}', /moves and chooses/],
])('refuses %s, says why, and keeps the key', async (keys, reason) => {
  const user = renderSheet();
  await user.click(screen.getByRole('button', { name: 'Change keys' }));
  await user.click(screen.getAllByRole('button', { name: 'Change the key for Next' })[0]!);
  await user.keyboard(keys);
  if (reason) expect(screen.getByRole('alert').textContent).toMatch(reason);
  expect(screen.getByText('The key is j')).toBeDefined();
});

it('a key that is switched off frees it for another action', async () => {
  const user = renderSheet();
  await user.click(screen.getByRole('button', { name: 'Change keys' }));
  await user.click(screen.getAllByRole('button', { name: 'Switch off the key for Previous' })[0]!);
  await user.click(screen.getAllByRole('button', { name: 'Change the key for Next' })[0]!);
  await user.keyboard('k');
  expect(screen.getByText('The key is k')).toBeDefined();
  // What was taken meanwhile does not come back by itself.
  await user.click(
    screen.getAllByRole('button', { name: 'Restore the default key for Previous' })[0]!,
  );
  expect(screen.getByRole('alert').textContent).toMatch(/K is “Next” already/);
});

it('without single keys, characters alone do nothing, and nothing shows them', async () => {
  const user = renderSheet();
  await user.click(screen.getByRole('switch', { name: 'Single keys' }));
  expect(screen.getByText('The key is off')).toBeDefined();
  closeSheet();
  press('j');
  press('g');
  press('d');
  press('1');
  press('o', { ctrlKey: true, shiftKey: true });
  expect(pressed).toEqual(['new']);
  await user.click(screen.getByRole('button', { name: 'Reset all keys', hidden: true }));
  press('1');
  expect(pressed).toEqual(['new', 'verdict 1']);
});
