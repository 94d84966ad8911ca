// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import { browserStorage } from '@/components/browser-storage';
import { useToasts } from '@/ui/toast-store';

const leave = () => globalThis.dispatchEvent(new Event('pagehide'));

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

test('many changes become one write, made at the latest when the page goes away', () => {
  const write = vi.spyOn(Storage.prototype, 'setItem');
  const storage = browserStorage<number>();
  for (let state = 0; state < 100; state += 1) void storage.setItem('a', { state });
  expect(write).not.toHaveBeenCalled();
  leave();
  expect(write).toHaveBeenCalledTimes(1);
  expect(storage.getItem('a')).toEqual({ state: 99 });
});

test('what cannot be read as ours counts as nothing', () => {
  localStorage.setItem('a', '{broken');
  expect(browserStorage().getItem('a')).toBeNull();
});

test('a full storage is told once and stops nothing', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const storage = browserStorage<number>();
  void storage.setItem('a', { state: 1 });
  leave();
  void storage.setItem('a', { state: 2 });
  leave();
  expect(useToasts.getState().toasts.map(({ title }) => title)).toEqual([
    'This browser does not keep your changes',
  ]);
});
