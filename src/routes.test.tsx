import { expect, it } from 'vitest';
import { failure, startBackend } from '@/test-backend';
import { openApp } from '@/testing/open-app';

it.each(['/no-such-page', '/a%0Ab', '/a%0D%0A/b%2Fc', '/completions/a/b'])(
  '%s is told to be no page',
  async (path) => {
    const page = await openApp(path, /There is no such page/);
    expect(page.querySelectorAll('main')).toHaveLength(1);
  },
);

const NOTHING = /Nothing to compare/;
const GONE = /There is no such completion/;
it.each([
  ['/no-such-page', /There is no such page/],
  ['/compare', NOTHING],
  ['/compare?ids=a,b', NOTHING],
  ['/compare?a=a', /names one completion only/],
  ['/compare?a=a&b=a', /the same completion twice/],
  ['/compare?a=a&b=gone', GONE],
  ['/completions/gone', GONE],
  ['/completions?peek=gone', GONE],
  ['/review?peek=gone', GONE],
  ['/review?model=none', /Nothing to review/],
  ['/insights?range=nonsense&by=', /Insights/],
  ['/settings/nonsense', /There is no such section/],
  ['/settings/constructor', /There is no such section/],
  ['/data/nonsense', /There is no such section/],
  ['/data/nonsense?after=a', /There is no such section/],
])('%s has a heading and a title, and says what is wrong', async (path, words) => {
  startBackend([]);
  const page = await openApp(path, words);
  expect(page.querySelectorAll('h1')).toHaveLength(1);
  expect(document.title).toMatch(/. · Chatkeep$/);
  expect(page.querySelector('[data-question]'), 'nobody judges what is gone').toBeNull();
});

it.each(['/completions', '/completions/a', '/compare?a=a&b=b', '/review'])(
  '%s has a heading and a title when the server fails',
  async (path) => {
    startBackend([]).intercept = () => failure(400, 'The store is broken');
    const page = await openApp(path, /The store is broken/);
    expect(page.querySelectorAll('h1')).toHaveLength(1);
    expect(document.title).toMatch(/. · Chatkeep$/);
  },
);
