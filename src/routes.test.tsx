import { expect, it } from 'vitest';
import { openApp } from '@/testing/open-app';

it.each(['/no-such-page', '/a%0Ab', '/a%0D%0A/b%2Fc', '/completions/a/b'])(
  '%s is told to be no page',
  async (path) => {
    const page = await openApp(path, /There is no such page/);
    expect(page.querySelectorAll('main')).toHaveLength(1);
  },
);
