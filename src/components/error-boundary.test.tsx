import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ErrorBoundary } from '@/components/error-boundary';

test('a part that a new release took away says so, and comes when it can be loaded again', async () => {
  // React tells the console of what the boundary has caught.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let isThere = false;
  function Part() {
    if (!isThere) throw new TypeError('Failed to fetch dynamically imported module');
    return <p>The part</p>;
  }
  render(
    <ErrorBoundary resetKey="a">
      <Part />
    </ErrorBoundary>,
  );
  expect(screen.getByRole('alert').textContent).toMatch(/newer version that was released/);
  expect(screen.getByRole('button', { name: 'Reload' })).toBeDefined();
  isThere = true;
  await userEvent.click(screen.getByRole('button', { name: /again/i }));
  expect(screen.getByText('The part')).toBeDefined();
});
