// @vitest-environment jsdom
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** A page is a set of modules of its own on the same storage. */
async function openPage() {
  vi.resetModules();
  const [keep, library, comparison, store, events, conversations] = await Promise.all([
    import('./keep-comparison'),
    import('./comparison-library'),
    import('./comparison-store'),
    import('../turns/playground-store'),
    import('./comparison-events'),
    import('../turns/conversation-events'),
  ]);
  await keep.openLastComparison();
  return { ...keep, ...library, ...comparison, ...store, ...events, ...conversations };
}

type Page = Awaited<ReturnType<typeof openPage>>;

const said = ({ useComparison }: Page) =>
  useComparison
    .getState()
    .columns.map(({ turns }) =>
      turns.map((turn) => (turn.kind === 'prompt' ? turn.message.content : null)),
    );

function say(page: Page, text: string) {
  page.comparedDraftChanged({ text });
  page.comparedDraftAdded();
}

/** Resolves when all that was changed is in the database. */
function kept({ readComparison, useComparison }: Page) {
  return vi.waitFor(async () => {
    const id = sessionStorage.getItem('chatkeep.open-comparison') ?? '';
    const saved = await readComparison(id);
    expect(saved?.comparison).toEqual(useComparison.getState());
  }, 10_000);
}

const leave = () => globalThis.dispatchEvent(new Event('pagehide'));
const anotherTab = () => sessionStorage.clear();

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('a comparison with a picture of 3.4 MB is there again after a reload', async () => {
  const picture = `data:image/png;base64,${'A'.repeat(3_400_000)}`;
  const page = await openPage();
  page.draftChanged({
    text: 'What is it?',
    attachments: [{ type: 'image_url', image_url: { url: picture } }],
  });
  page.draftAdded();
  page.comparisonBegun();
  page.comparedDraftChanged({ text: 'half typed' });
  await kept(page);
  leave();
  const next = await openPage();
  expect(said(next)).toEqual(said(page));
  expect(JSON.stringify(said(next))).toContain(picture);
  expect(next.useComparison.getState().draft.text).toBe('half typed');
});

test('what was typed in the moment of leaving is not lost, nor replaced by what was left before', async () => {
  const page = await openPage();
  page.comparisonBegun();
  say(page, 'one');
  await kept(page);
  page.comparedDraftChanged({ text: 'unsent' });
  leave();
  // The page came back from the browser's memory and goes on.
  page.comparedDraftChanged({ text: 'unsent, and more' });
  await kept(page);
  expect((await openPage()).useComparison.getState().draft.text).toBe('unsent, and more');
  const next = await openPage();
  next.comparedDraftChanged({ text: 'last word' });
  leave();
  const after = await openPage();
  expect(after.useComparison.getState().draft.text).toBe('last word');
  expect(said(after)).toEqual([['one'], ['one']]);
  expect(Object.keys(localStorage).filter((name) => name.includes('unsaved'))).toEqual([]);
});

test('nor where all of it is too large for the moment of leaving', async () => {
  const picture = `data:image/png;base64,${'A'.repeat(6_000_000)}`;
  const page = await openPage();
  const attachments = [{ type: 'image_url', image_url: { url: picture } }];
  page.draftChanged({ text: 'What is it?', attachments });
  page.draftAdded();
  page.comparisonBegun();
  await kept(page);
  page.comparedDraftChanged({ text: 'last word' });
  leave();
  const next = await openPage();
  expect(next.useComparison.getState().draft.text).toBe('last word');
  expect(JSON.stringify(said(next))).toContain(picture);
  expect(Object.keys(localStorage).filter((name) => name.includes('unsaved'))).toEqual([]);
});

test('two tabs with one comparison keep each its own words', async () => {
  const one = await openPage();
  one.comparisonBegun();
  say(one, 'shared');
  await kept(one);
  const other = await openPage();
  say(other, 'from the other');
  await kept(other);
  const ofOther = Object.entries(sessionStorage);
  say(one, 'from the one');
  await kept(one);
  expect(said(await openPage())[0]).toEqual(['shared', 'from the one']);
  sessionStorage.clear();
  for (const [name, value] of ofOther) sessionStorage.setItem(name, String(value));
  expect(said(await openPage())[0]).toEqual(['shared', 'from the other']);
});

test('the only comparison of an earlier release is taken over', async () => {
  const page = await openPage();
  page.comparisonBegun();
  say(page, 'long ago');
  const state = page.useComparison.getState();
  localStorage.clear();
  anotherTab();
  vi.stubGlobal('indexedDB', new IDBFactory());
  localStorage.setItem('chatkeep.comparison', JSON.stringify({ state, version: 0 }));
  const next = await openPage();
  expect(said(next)).toEqual([['long ago'], ['long ago']]);
  expect(localStorage.getItem('chatkeep.comparison')).toBeNull();
  expect(said(await openPage())).toEqual([['long ago'], ['long ago']]);
});

test('a new tab goes on with the last one, and a bounded number is kept', async () => {
  for (let n = 0; n < 12; n += 1) {
    anotherTab();
    localStorage.clear();
    const page = await openPage();
    page.comparisonBegun();
    say(page, `tab ${n}`);
    await kept(page);
  }
  anotherTab();
  expect(said(await openPage())[0]).toEqual(['tab 11']);
  const count = await new Promise<number>((resolve) => {
    const opening = indexedDB.open('chatkeep-comparisons');
    opening.onsuccess = () => {
      const counting = opening.result.transaction('comparisons').objectStore('comparisons').count();
      counting.onsuccess = () => resolve(counting.result);
    };
  });
  expect(count).toBe(10);
});

test('a browser without a database compares all the same, and says once that nothing is kept', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const page = await openPage();
  page.comparisonBegun();
  say(page, 'one');
  const { useToasts } = await import('@/ui/toast-store');
  await vi.waitFor(() => expect(useToasts.getState().toasts).not.toEqual([]));
  say(page, 'two');
  expect(said(page)[0]).toEqual(['one', 'two']);
  const titles = useToasts.getState().toasts.map(({ title }) => title);
  expect(titles).toEqual(['This browser does not keep your comparisons']);
});
