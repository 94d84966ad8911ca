import { render } from '@testing-library/react';
import { Suspense } from 'react';
import { expect, test } from 'vitest';
import { lazily } from '@/ui/lazily';

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
