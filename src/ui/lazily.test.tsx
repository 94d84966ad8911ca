import { render, screen } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { Suspense } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { CodeComing } from '@/ui/code-coming';
import { lazily } from '@/ui/lazily';

afterEach(() => vi.unstubAllGlobals());

const load = () => Promise.resolve(() => <p>Here</p>);
const shown = (Part: ReturnType<typeof lazily<object>>) =>
  render(
    <Suspense fallback="Loading">
      <Part />
    </Suspense>,
  ).container.textContent;

test('what was preloaded is there in the same moment, without a fallback first', async () => {
  const Part = lazily(load);
  await Part.preload();
  expect(shown(Part)).toBe('Here');
});

test('what is not there yet has a fallback, also when preloading failed', async () => {
  const results = [Promise.reject(new Error('cut off')), load()];
  results[0]?.catch(() => undefined);
  const Part = lazily(() => results.shift() ?? load());
  await Part.preload();
  expect(shown(Part)).toBe('Loading');
  await expect.poll(() => document.body.textContent).toContain('Here');
});

test('what waits for a server that is gone says so, and comes when the server is back', async () => {
  let isThere = false;
  vi.stubGlobal('fetch', () =>
    isThere ? Promise.resolve(new Response()) : Promise.reject(new TypeError('cut off')),
  );
  const Part = lazily(() => (isThere ? load() : Promise.reject(new Error('cut off'))));
  render(
    <Suspense fallback={<CodeComing>Loading</CodeComing>}>
      <Part />
    </Suspense>,
  );
  expect(document.body.textContent).toContain('Loading');
  expect((await screen.findByRole('alert')).textContent).toContain(
    'Not loaded: the server does not answer',
  );
  isThere = true;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Here')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});
