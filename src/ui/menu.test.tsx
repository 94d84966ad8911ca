import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { Button } from '@/ui/button';
import { Menu, MenuItem } from '@/ui/menu';

function renderMenu() {
  const chosen: string[] = [];
  render(
    <Menu label="Row actions" trigger={<Button>More</Button>}>
      <MenuItem onSelect={() => chosen.push('open')}>Open</MenuItem>
      <MenuItem onSelect={() => chosen.push('export')} disabledReason="Nothing is selected">
        Export
      </MenuItem>
      <MenuItem onSelect={() => chosen.push('delete')}>Delete</MenuItem>
    </Menu>,
  );
  return chosen;
}

test('items exist only while the menu is open', async () => {
  renderMenu();
  expect(screen.queryByRole('menuitem')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  expect(screen.getAllByRole('menuitem')).toHaveLength(3);
  expect(screen.getByRole('button', { name: 'More' }).getAttribute('aria-expanded')).toBe('true');
});

test('arrows and typed letters move, Enter chooses and closes', async () => {
  const chosen = renderMenu();
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  expect(document.activeElement?.textContent).toBe('Open');
  await userEvent.keyboard('{ArrowUp}');
  expect(document.activeElement?.textContent).toBe('Delete');
  await userEvent.keyboard('o');
  expect(document.activeElement?.textContent).toBe('Open');
  await userEvent.keyboard('d{Enter}');
  expect(chosen).toEqual(['delete']);
  expect(screen.queryByRole('menuitem')).toBeNull();
});

test('a disabled item says why and does nothing', async () => {
  const chosen = renderMenu();
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  await userEvent.click(screen.getByRole('menuitem', { name: /Nothing is selected/ }));
  expect(chosen).toEqual([]);
  expect(screen.getAllByRole('menuitem')).toHaveLength(3);
});
