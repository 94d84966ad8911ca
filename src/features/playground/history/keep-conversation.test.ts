// @vitest-environment jsdom
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** A page is a set of modules of its own on the same storage. */
async function openPage() {
  vi.resetModules();
  const [keep, store, library, events, file, history] = await Promise.all([
    import('./keep-conversation'),
    import('../turns/playground-store'),
    import('./conversation-library'),
    import('../turns/conversation-events'),
    import('./conversation-file'),
    import('./history-events'),
  ]);
  await keep.openLastConversation();
  const say = (text: string) => {
    events.draftChanged({ text });
    events.draftAdded();
  };
  const said = () =>
    store.usePlayground
      .getState()
      .turns.map((turn) => (turn.kind === 'prompt' ? turn.message.content : null));
  return {
    ...keep,
    ...library,
    ...file,
    ...history,
    usePlayground: store.usePlayground,
    parametersChanged: events.parametersChanged,
    draftChanged: events.draftChanged,
    draftAdded: events.draftAdded,
    say,
    said,
  };
}

const names = async (page: Awaited<ReturnType<typeof openPage>>) =>
  (await page.listConversations()).map(({ name }) => name).toSorted();

// jsdom's Blob has no text().
const textOf = (blob: Blob | undefined) =>
  new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.readAsText(blob ?? new Blob());
  });

/** What the page would do later; its storage goes on by itself. */
const waiting = new Set<ReturnType<typeof setTimeout>>();

/** A page that is left does nothing more. */
function leave() {
  globalThis.dispatchEvent(new Event('pagehide'));
  for (const timer of waiting) clearTimeout(timer);
  waiting.clear();
}

beforeEach(() => {
  const { setTimeout: later } = globalThis;
  vi.stubGlobal('setTimeout', (act: () => void, ms = 0) => {
    const timer = later(act, ms);
    if (ms > 0) waiting.add(timer);
    return timer;
  });
  vi.stubGlobal('indexedDB', new IDBFactory());
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => vi.unstubAllGlobals());

test('parameters that were changed before the first word are there again; a mere visit leaves nothing', async () => {
  const page = await openPage();
  await page.saveNow();
  expect(await names(page)).toEqual([]);
  page.parametersChanged({ model: 'm' });
  await page.saveNow();
  const next = await openPage();
  expect(next.usePlayground.getState().parameters.model).toBe('m');
  next.conversationBegun();
  await next.saveNow();
  expect(await names(next)).toHaveLength(1);
});

test('a conversation is there again after a reload, named from its first words', async () => {
  const page = await openPage();
  page.say('How tall is\nthe tower?');
  await page.saveNow();
  const next = await openPage();
  expect(next.said()).toEqual(['How tall is\nthe tower?']);
  expect(await names(next)).toEqual(['How tall is the tower?']);
});

test('what was typed in the moment of leaving is not lost where all of it is too large for that', async () => {
  const picture = `data:image/png;base64,${'A'.repeat(6_000_000)}`;
  const page = await openPage();
  const attachments = [{ type: 'image_url', image_url: { url: picture } }];
  page.draftChanged({ text: 'one', attachments });
  await page.saveNow();
  page.draftChanged({ text: 'one, and more' });
  leave();
  const next = await openPage();
  expect(next.usePlayground.getState().draft).toMatchObject({ text: 'one, and more', attachments });
  next.draftAdded();
  await next.saveNow();
  next.draftChanged({ text: 'two' });
  leave();
  const after = await openPage();
  expect(after.usePlayground.getState().draft.text).toBe('two');
  expect(JSON.stringify(after.said())).toContain(picture);
  expect(Object.keys(localStorage).filter((name) => name.includes('unsaved'))).toEqual([]);
  expect(await names(after)).toHaveLength(1);
});

test('what was typed in the moment of leaving is not lost', async () => {
  const page = await openPage();
  page.say('one');
  await page.saveNow();
  page.say('two');
  page.usePlayground.setState({
    draft: { role: 'user', text: 'unsent', attachments: [], callId: '' },
  });
  leave();
  const next = await openPage();
  expect(next.said()).toEqual(['one', 'two']);
  expect(next.usePlayground.getState().draft.text).toBe('unsent');
  expect(await names(next)).toEqual(['one']);
});

test('a new conversation leaves the one before in the history, with its last change', async () => {
  const page = await openPage();
  page.say('first');
  page.conversationBegun();
  page.say('second');
  await page.saveNow();
  expect(await names(page)).toEqual(['first', 'second']);
});

test('an empty conversation is not kept', async () => {
  const page = await openPage();
  page.conversationBegun();
  await page.saveNow();
  expect(await names(page)).toEqual([]);
});

test('two tabs that change the same conversation both keep every word', async () => {
  const one = await openPage();
  one.say('shared');
  await one.saveNow();
  const other = await openPage();
  other.say('from the other');
  await other.saveNow();
  one.say('from the one');
  await one.saveNow();
  one.say('and more');
  await one.saveNow();
  expect(await names(other)).toEqual(['shared', 'shared (copy)']);
  expect(one.said()).toEqual(['shared', 'from the one', 'and more']);
  const { id } = one.usePlayground.getState();
  expect((await other.readConversation(id))?.conversation.turns).toHaveLength(3);
  expect(other.said()).toEqual(['shared', 'from the other']);
});

test('what is typed into a conversation stays when it is opened a second time at once', async () => {
  const page = await openPage();
  page.say('one');
  await page.saveNow();
  const { id } = page.usePlayground.getState();
  page.conversationBegun();
  const [first, second] = [page.openConversation(id), page.openConversation(id)];
  await first;
  page.draftChanged({ text: 'typed meanwhile' });
  expect(await second).toBe(true);
  expect(page.usePlayground.getState()).toMatchObject({ id, draft: { text: 'typed meanwhile' } });
});

test('of two that are opened one after the other the later one is shown', async () => {
  const page = await openPage();
  const ids = [];
  for (const text of ['one', 'two']) {
    page.conversationBegun();
    page.say(text);
    await page.saveNow();
    ids.push(page.usePlayground.getState().id);
  }
  page.conversationBegun();
  await Promise.all(ids.map((id) => page.openConversation(id)));
  expect(page.said()).toEqual(['two']);
  expect(await page.openConversation('nowhere')).toBe(false);
  expect(page.said()).toEqual(['two']);
});

test('a conversation that comes late does not take the place of what was begun meanwhile', async () => {
  const page = await openPage();
  page.say('one');
  await page.saveNow();
  const { id } = page.usePlayground.getState();
  page.conversationBegun();
  const late = page.openConversation(id);
  page.conversationBegun();
  page.draftChanged({ text: 'typed meanwhile' });
  expect(await late).toBe(true);
  expect(page.usePlayground.getState().draft.text).toBe('typed meanwhile');
});

test('a conversation is opened also where the one before becomes a copy meanwhile', async () => {
  const one = await openPage();
  one.say('shared');
  await one.saveNow();
  const { id } = one.usePlayground.getState();
  one.conversationBegun();
  one.say('another');
  await one.saveNow();
  const another = one.usePlayground.getState().id;
  await one.openConversation(id);
  const other = await openPage();
  await other.openConversation(id);
  other.say('from the other');
  await other.saveNow();
  one.say('from the one');
  await one.openConversation(another);
  expect(one.usePlayground.getState().id).toBe(another);
  expect(await names(one)).toEqual(['another', 'shared', 'shared (copy)']);
});

test('a change that was made before the copy existed goes into the copy, not into a second one', async () => {
  const one = await openPage();
  one.say('shared');
  await one.saveNow();
  const other = await openPage();
  await other.openConversation(one.usePlayground.getState().id);
  other.say('from the other');
  await other.saveNow();
  one.say('from the one');
  const first = one.saveNow();
  one.say('and more');
  await Promise.all([first, one.saveNow()]);
  expect(await names(other)).toEqual(['shared', 'shared (copy)']);
  const { id } = one.usePlayground.getState();
  expect((await other.readConversation(id))?.conversation.turns).toHaveLength(3);
});

test('the only conversation of an earlier release is taken over whole', async () => {
  const turns = [
    { kind: 'prompt', key: 'k1', message: { role: 'user', content: 'Hi' } },
    {
      kind: 'answer',
      key: 'k2',
      choices: [{ role: 'assistant', content: 'Hello', refusal: null }],
      shown: 0,
      run: { state: 'complete' },
      keeping: { state: 'stored' },
      facts: { model: 'm', isOurs: true, completionId: 'c' },
    },
  ];
  const parameters = { model: 'm', temperature: { isSet: true, value: 0.5 }, n: 'broken' };
  const state = { turns, draft: { role: 'user', text: 'next' }, parameters };
  localStorage.setItem('chatkeep.playground', JSON.stringify({ state, version: 1 }));
  const page = await openPage();
  const shown = page.usePlayground.getState();
  expect(shown.turns.map(({ key, parent }) => [key, parent])).toEqual([
    ['k1', null],
    ['k2', 'k1'],
  ]);
  expect(shown.leaf).toBe('k2');
  expect(shown.draft.text).toBe('next');
  expect(shown.parameters.temperature).toEqual({ isSet: true, value: 0.5 });
  expect(shown.parameters.n).toEqual({ isSet: false, value: '2' });
  expect(localStorage.getItem('chatkeep.playground')).toBeNull();
  expect((await openPage()).said()).toHaveLength(2);
});

test('conversations are renamed, copied, deleted and brought back', async () => {
  const page = await openPage();
  page.say('one');
  await page.saveNow();
  const { id } = page.usePlayground.getState();
  await page.conversationCopied(id);
  await page.conversationNamed(id, 'The first');
  expect(await names(page)).toEqual(['The first', 'one (copy)']);
  const undo = await page.conversationDeleted(id);
  expect(await names(page)).toEqual(['one (copy)']);
  expect(page.said()).toEqual([]);
  await undo();
  expect(await names(page)).toEqual(['The first', 'one (copy)']);
});

test('an exported file brings its conversations to another browser', async () => {
  const page = await openPage();
  page.say('one');
  await page.saveNow();
  let file: Blob | undefined;
  URL.createObjectURL = (blob) => {
    file = blob as Blob;
    return 'blob:x';
  };
  URL.revokeObjectURL = () => {};
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
  await page.exportConversations(await page.listConversations());
  vi.stubGlobal('indexedDB', new IDBFactory());
  sessionStorage.clear();
  const other = await openPage();
  expect(await other.importConversations(await textOf(file))).toBe(1);
  expect(await names(other)).toEqual(['one']);
  expect(await other.importConversations('{"format":"something else"}')).toBeNull();
  expect(await other.importConversations('no JSON')).toBeNull();
});
