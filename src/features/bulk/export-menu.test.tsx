import { render, screen } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { expect, it, vi } from 'vitest';
import { LOCAL_CONNECTION } from '@/api/connection';
import { EVERYTHING } from '@/lib/completion-search';
import { ExportMenu } from './export-menu';

// The page says it before any code is read.
vi.hoisted(() => {
  document.head.innerHTML = '<meta name="base-path" content="/chatkeep">';
});

it('leads to the table and its JSON below the path that a proxy shows the app at', async () => {
  const user = userEvent.setup({});
  render(<ExportMenu connection={LOCAL_CONNECTION} search={EVERYTHING} plainLabel={null} />);
  const opened = vi.spyOn(window, 'open').mockReturnValue(null);
  await user.click(screen.getByRole('button', { name: 'Export' }));
  await user.click(screen.getByRole('menuitem', { name: 'JSON of this table' }));
  expect(opened.mock.calls[0]?.[0]).toBe(
    '/chatkeep/api/completions?sort=created&order=desc&limit=50',
  );
  await user.click(screen.getByRole('button', { name: 'Export' }));
  await user.click(screen.getByRole('menuitem', { name: 'Copy as link' }));
  expect(await navigator.clipboard.readText()).toBe(`${location.origin}/chatkeep/completions`);
});
