import { render, screen } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { lazy, type ReactNode, Suspense } from 'react';
import { expect, test } from 'vitest';
import { Button } from '@/ui/button';
import { Menu, MenuItem } from '@/ui/menu';
import { Popover } from '@/ui/popover';

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

function renderLate() {
  let resolve: (module: { default: () => ReactNode }) => void = () => undefined;
  const coming = new Promise<{ default: () => ReactNode }>((arrived) => {
    resolve = arrived;
  });
  const Content = lazy(() => coming);
  render(
    <>
      <Popover trigger={<Button>Views</Button>}>
        <Suspense fallback={null}>
          <Content />
        </Suspense>
      </Popover>
      <input aria-label="Elsewhere" />
    </>,
  );
  return () =>
    resolve({
      default: () => (
        <>
          <button type="button">First</button>
          <input data-autofocus aria-label="Name" />
        </>
      ),
    });
}

test('content that comes after its popover has opened gets the focus', async () => {
  const arrive = renderLate();
  await userEvent.click(screen.getByRole('button', { name: 'Views' }));
  expect(document.activeElement?.textContent).toBe('Views');
  arrive();
  const name = await screen.findByRole('textbox', { name: 'Name' });
  await expect.poll(() => document.activeElement).toBe(name);
});

test('content that comes late calls nobody back who has gone on', async () => {
  const arrive = renderLate();
  await userEvent.click(screen.getByRole('button', { name: 'Views' }));
  const elsewhere = screen.getByRole('textbox', { name: 'Elsewhere' });
  elsewhere.focus();
  arrive();
  await screen.findByRole('textbox', { name: 'Name' });
  expect(document.activeElement).toBe(elsewhere);
});
