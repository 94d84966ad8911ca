// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';

/** As after a reload. */
async function openPage() {
  vi.resetModules();
  return import('./known-runs');
}

const run = (name: string, askedAt: number) => ({
  name,
  model: 'm',
  askedAt,
  isOurs: true,
  conversation: 'c',
  title: 't',
});

beforeEach(() => localStorage.clear());

test.each(['', '{', 'null', '[]', '{"name":1}', 'undefined', '\0'])(
  'a note that is damaged (%j) hides no other',
  async (text) => {
    const page = await openPage();
    page.runAsked(run('a', 1));
    localStorage.setItem('chatkeep.run.b', text);
    page.runAsked(run('c', 2));
    const next = await openPage();
    const names = () => next.useKnownRuns.getState().runs.map(({ name }) => name);
    expect(names()).toEqual(['a', 'c']);
    // Told by another tab.
    globalThis.dispatchEvent(new StorageEvent('storage', { key: 'chatkeep.run.b' }));
    expect(names()).toEqual(['a', 'c']);
  },
);
