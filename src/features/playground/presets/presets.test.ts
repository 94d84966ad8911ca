import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { initialCalls } from '../request/call-handling';
import { promptTurn } from '../turns/conversation';
import { initialParameters } from '../parameters/parameters';
import { emptyConversation } from '../turns/playground-store';
import { chained } from '../turns/turn-tree';
import { freeName, namesOf } from '@/lib/free-name';
import { contentFrom, contentOf, presetText } from './preset';
import { presetFromLink, presetLink } from './preset-link';

const conversation = {
  ...emptyConversation({
    ...initialParameters,
    model: 'm',
    temperature: { isSet: true, value: 0 },
  }),
  ...chained([
    promptTurn({ role: 'system', content: 'Be short.' }),
    promptTurn({ role: 'user', content: 'Hello “you” 🙂' }),
  ]),
};
const all = contentOf(conversation, 'all');

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.resetModules();
});

test('a preset holds the instructions alone, or the whole conversation', () => {
  expect(contentOf(conversation, 'instructions').messages).toHaveLength(1);
  expect(all.messages).toHaveLength(2);
  expect(presetText(all)).toContain('system: Be short.');
  expect(presetText(all)).toContain('temperature: 0');
});

test('saving again under a name adds a version, from two pages at once too', async () => {
  const library = await import('./preset-library');
  await Promise.all([
    library.savePreset('a', all, 'one'),
    library.savePreset('a', all, 'two'),
    library.savePreset('b', all, ''),
  ]);
  const presets = await library.listPresets();
  expect(presets.map(({ name, versions }) => [name, versions.map(({ note }) => note)])).toEqual([
    ['a', ['one', 'two']],
    ['b', ['']],
  ]);
  expect(freeName('a', namesOf(presets))).toBe('a 2');
});

test('a file of presets is read beside those that are there; others are refused', async () => {
  const library = await import('./preset-library');
  await library.savePreset('a', all, 'one');
  const text = await library.presetFile(await library.listPresets()).text();
  expect(await library.importPresets(text)).toBe(1);
  expect((await library.listPresets()).map(({ name }) => name)).toEqual(['a', 'a 2']);
  expect(await library.importPresets('{"format":"other"}')).toBeNull();
  expect(await library.importPresets('nonsense')).toBeNull();
});

test('a link carries everything in its fragment', async () => {
  const link = await presetLink('https://chatkeep.test', { name: 'Grüße', content: all });
  const { pathname, search, hash } = new URL(link);
  expect([pathname, search]).toEqual(['/', '']);
  expect(hash).toMatch(/^#preset=[\w-]+$/);
  expect(await presetFromLink(hash)).toEqual({ name: 'Grüße', content: all });
});

test('a preset with large attachments is no link, and says what to do', async () => {
  const noise = Array.from({ length: 90_000 }, () => Math.random().toString(36)[2]).join('');
  const content = { ...all, messages: [{ role: 'user', content: noise }] };
  await expect(presetLink('https://a.test', { name: 'a', content })).rejects.toThrow(/file/);
});

test.each([
  ['cut off', '#preset=eNpL'],
  ['no base64', '#preset=%%%'],
  ['not packed', `#preset=${btoa('hello')}`],
  ['empty', '#preset='],
])('a link that is %s is refused in one sentence', async (_, hash) => {
  await expect(presetFromLink(hash)).rejects.toThrow(/damaged or cut off/);
});

test('a link that unfolds to more than anybody wants is refused before it does', async () => {
  const bomb = { ...all, messages: [{ role: 'user', content: 'a'.repeat(9_000_000) }] };
  const link = await presetLink('https://a.test', { name: 'a', content: bomb });
  expect(link.length).toBeLessThan(60_000);
  await expect(presetFromLink(new URL(link).hash)).rejects.toThrow(/damaged/);
});

test('functions from elsewhere wait for consent, and wrong shapes are left out', () => {
  const calls = { ...initialCalls, functions: { f: 'async () => 1' }, isTrusted: true };
  const parameters = { metadata: [1, { key: 'a', value: 'b' }], variables: { x: 1, y: null } };
  const content = contentFrom({ messages: [{ role: 'user' }], parameters, calls });
  expect(content?.calls.isTrusted).toBe(false);
  expect(content?.parameters.metadata).toEqual([{ key: 'a', value: 'b' }]);
  expect(content?.parameters.variables).toEqual({ y: null });
  expect(contentFrom({ messages: [{}], parameters })).toBeNull();
  expect(contentFrom(null)).toBeNull();
});
