import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { showToast } from '@/ui/toast-store';
import { Toaster } from '@/ui/toaster';

beforeAll(async () => {
  // Its cards are loaded after it.
  render(<Toaster />);
  act(() => void showToast({ title: 'Loading' }));
  await screen.findByText('Loading');
  cleanup();
});
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  act(() => void vi.runAllTimers());
  vi.useRealTimers();
});

function passAMinute() {
  act(() => void vi.advanceTimersByTime(60_000));
}

test('an action runs once and takes the toast away', () => {
  render(<Toaster />);
  let undone = 0;
  act(() => void showToast({ title: 'Deleted', action: { label: 'Undo', onAct: () => undone++ } }));
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(undone).toBe(1);
  expect(screen.queryByText('Deleted')).toBeNull();
});

test('a toast goes by itself, but not while the pointer is on it', () => {
  render(<Toaster />);
  act(() => void showToast({ title: 'Saved' }));
  fireEvent.pointerEnter(screen.getByText('Saved').parentElement!.parentElement!);
  passAMinute();
  fireEvent.pointerLeave(screen.getByText('Saved').parentElement!.parentElement!);
  expect(screen.getByText('Saved')).toBeTruthy();
  passAMinute();
  expect(screen.queryByText('Saved')).toBeNull();
});

test('an error is announced at once', () => {
  render(<Toaster />);
  act(() => void showToast({ tone: 'danger', title: 'Could not save' }));
  expect(screen.getByRole('alert').textContent).toContain('Could not save');
});

test('a text from elsewhere cannot read as another one', () => {
  render(<Toaster />);
  act(() => void showToast({ title: 'env is \u202Egnp.exe', detail: '\u2066a\u2069' }));
  expect(screen.getByText('env is [U+202E]gnp.exe')).toBeDefined();
  expect(screen.getByText('a')).toBeDefined();
});
