// @vitest-environment jsdom
import fc from 'fast-check';
import { beforeEach, expect, it, vi } from 'vitest';
import type { DraftKey } from './draft-store';

/** As after a reload: nothing in memory, the browser's storage as it was left. */
async function reload() {
  vi.resetModules();
  return import('./draft-store');
}

beforeEach(() => {
  localStorage.clear();
  vi.useRealTimers();
});

const key = (id: string, part = 'note', source = 's'): DraftKey => ({ source, id, part });

const awkward = fc.oneof(
  fc.constantFrom('', ' ', '"', '\\', '"]', '","', 'a b', 'a', 'a ', '\ud800', '["a"]'),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const step = fc.record({
  at: fc.record({ source: awkward, id: awkward, part: awkward }),
  act: fc.constantFrom('keep', 'keep', 'drop', 'reload'),
  value: fc.jsonValue(),
});

it('gives back what was typed last, of each item its own, over any number of reloads', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      localStorage.clear();
      const model = new Map<string, unknown>();
      let store = await reload();
      for (const { at, act, value } of steps) {
        const name = JSON.stringify([at.source, at.id, at.part]);
        if (act === 'keep') {
          store.keepDraft(at, value);
          // As JSON has it: there is no -0.
          model.set(name, JSON.parse(JSON.stringify(value)));
        } else if (act === 'drop') {
          store.dropDraft(at);
          model.delete(name);
        } else store = await reload();
        expect(asJson(store.readDraft(at))).toEqual(asJson(model.get(name)));
      }
      store = await reload();
      for (const [name, value] of model) {
        const [source, id, part] = JSON.parse(name) as [string, string, string];
        expect(asJson(store.readDraft({ source, id, part }))).toEqual(asJson(value));
      }
      expect(localStorage.length).toBe(model.size);
    }),
    { numRuns: 60 },
  );
});

function asJson(value: unknown): string | undefined {
  return JSON.stringify(value);
}

it('keeps a bounded number, the newest, and always the one being written', async () => {
  const store = await reload();
  const { count, size } = store.DRAFT_LIMITS;
  for (let n = 0; n < count + 50; n += 1) store.keepDraft(key(`c${n}`), `text ${n}`);
  expect(localStorage.length).toBe(count);
  expect(store.readDraft(key('c49'))).toBeUndefined();
  expect(store.readDraft(key('c50'))).toBe('text 50');
  // Written again, it is young again.
  store.keepDraft(key('c50'), 'again');
  store.keepDraft(key('one more'), 'x');
  expect(store.readDraft(key('c50'))).toBe('again');
  expect(store.readDraft(key('c51'))).toBeUndefined();

  store.keepDraft(key('huge'), 'x'.repeat(size + 1));
  expect((store.readDraft(key('huge')) as string).length).toBe(size + 1);
  expect(store.readDraft(key('c50'))).toBeUndefined();
});

it('forgets what nobody has touched for two months', async () => {
  vi.useFakeTimers();
  let store = await reload();
  store.keepDraft(key('old'), 'x');
  vi.advanceTimersByTime(store.DRAFT_LIMITS.age - 1_000);
  store.keepDraft(key('new'), 'y');
  store = await reload();
  expect(store.readDraft(key('old'))).toBe('x');
  vi.advanceTimersByTime(2_000);
  store = await reload();
  expect(store.readDraft(key('old'))).toBeUndefined();
  expect(store.readDraft(key('new'))).toBe('y');
  expect(localStorage.length).toBe(1);
});

it('lives on in memory where the storage is full or blocked, and never brings back an older text', async () => {
  let store = await reload();
  store.keepDraft(key('a'), 'first');
  const write = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  store.keepDraft(key('a'), 'second');
  expect(store.readDraft(key('a'))).toBe('second');
  write.mockRestore();
  store = await reload();
  expect(store.readDraft(key('a'))).toBeUndefined();
});

it('does not mind what somebody else wrote under its names', async () => {
  let store = await reload();
  store.keepDraft(key('a'), 'x');
  const name = localStorage.key(0) ?? '';
  for (const text of ['', '{', 'null', '[]', '{"at":"x"}']) {
    localStorage.setItem(name, text);
    store = await reload();
    expect(store.readDraft(key('a'))).toBeUndefined();
  }
});
