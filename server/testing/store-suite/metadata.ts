import { describe, expect, it } from 'vitest';
import { keepTagged, keep, walk } from './samples';
import type { Metadata } from '#contract/metadata';
import type { Store } from '../../store/store';

const oddKeys = [
  'a.b',
  'a"b',
  "a'b",
  'a\\b',
  'a[b]',
  'a=b&c',
  '$.a',
  '🧪',
  '',
  '__proto__',
  'constructor',
  '%',
  ' x ',
  'ключ',
  '0',
];

export function describeMetadata(store: () => Store): void {
  describe('metadata', () => {
    describeUpdates(store);
    describeFilters(store);
  });
}

function describeUpdates(store: () => Store): void {
  it('is replaced as a whole, and counts its versions', async () => {
    const id = await keepTagged(store(), { env: 'replace-old', team: 'replace' });
    const result = await store().updateMetadata(id, { env: 'replace-new' }, 'complete');
    expect(result).toMatchObject({
      kind: 'updated',
      row: { id, version: 2, metadata: { env: 'replace-new' } },
    });
    expect(await store().retrieve(id, 'any')).toMatchObject({ version: 2 });
    expect(await filtered(store(), { env: 'replace-old' })).toEqual([]);
    expect(await filtered(store(), { team: 'replace' })).toEqual([]);
    expect(await filtered(store(), { env: 'replace-new' })).toEqual([id]);
  });

  it('is left alone by an edit of an older version', async () => {
    const id = await keepTagged(store(), { env: 'v1' });
    await store().updateMetadata(id, { env: 'v2' }, 'any', [1]);
    for (const versions of [[1], [], [1, 3]])
      expect(await store().updateMetadata(id, { env: 'lost' }, 'any', versions)).toEqual({
        kind: 'stale',
      });
    expect(await store().retrieve(id, 'any')).toMatchObject({
      version: 2,
      metadata: { env: 'v2' },
    });
  });

  it('takes an edit of one of several versions', async () => {
    const id = await keepTagged(store(), {});
    const edit = await store().updateMetadata(id, { env: 'kept' }, 'any', [7, 1]);
    expect(edit).toMatchObject({ kind: 'updated', row: { version: 2 } });
  });

  it('keeps one of two edits of the same version, and tells the other', async () => {
    const id = await keepTagged(store(), {});
    const edits = ['a', 'b'].map((who) => store().updateMetadata(id, { who }, 'any', [1]));
    const kinds = (await Promise.all(edits)).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['stale', 'updated']);
    expect(await store().retrieve(id, 'any')).toMatchObject({ version: 2 });
  });

  it('of one that is incomplete is out of the reach of /v1', async () => {
    const id = await keep(store(), { outcome: { state: 'incomplete', reason: 'user_stop' } });
    expect(await store().updateMetadata(id, { a: 'b' }, 'complete')).toEqual({ kind: 'missing' });
    expect(await store().updateMetadata(id, { a: 'b' }, 'any')).toMatchObject({ kind: 'updated' });
  });

  it.each(['a\0b', 'a\ud800b'])('with text that no database keeps is refused: %j', async (bad) => {
    const before = { env: `before ${bad.codePointAt(1)}` };
    const id = await keepTagged(store(), before);
    await expect(store().updateMetadata(id, { env: bad }, 'any')).rejects.toThrow();
    await expect(store().updateMetadata(id, { [bad]: 'x' }, 'any')).rejects.toThrow();
    expect(await store().retrieve(id, 'any')).toMatchObject({ version: 1, metadata: before });
    expect(await filtered(store(), before)).toEqual([id]);
  });
}

function describeFilters(store: () => Store): void {
  it.each(oddKeys)('is found by the key %j and its exact value', async (key) => {
    const metadata = Object.fromEntries([
      [key, 'odd " \\ % _ 🧪'],
      ['other', 'x'],
    ]);
    const id = await keepTagged(store(), metadata);
    expect(Object.entries((await store().retrieve(id, 'any'))?.metadata ?? {})).toEqual(
      Object.entries(metadata),
    );
    expect(await filtered(store(), Object.fromEntries([[key, 'odd " \\ % _ 🧪']]))).toEqual([id]);
    expect(await filtered(store(), Object.fromEntries([[key, 'odd']]))).toEqual([]);
  });

  it('matches all pairs of a filter, and up to sixteen of them', async () => {
    const full = Object.fromEntries(
      Array.from({ length: 16 }, (_, i) => [`all-${i}`, `value ${i}`]),
    );
    const both = await keepTagged(store(), full);
    const part = await keepTagged(store(), { 'all-1': 'value 1', 'all-2': 'other' });
    expect(await filtered(store(), { 'all-1': 'value 1' })).toEqual([both, part]);
    expect(await filtered(store(), { 'all-1': 'value 1', 'all-2': 'value 2' })).toEqual([both]);
    expect(await filtered(store(), full)).toEqual([both]);
    expect(await filtered(store(), { ...full, 'all-3': 'value 4' })).toEqual([]);
  });

  it('shows a model only under its exact name', async () => {
    const names = ['exact', 'Exact', 'exact%', 'exac_', "' OR 1=1--"];
    const ids: Record<string, string> = {};
    for (const model of names) ids[model] = await keep(store(), { outcome: { model } });
    for (const model of names) {
      expect(await walk(store(), { order: 'asc', model })).toEqual([ids[model]]);
    }
  });

  it('and model together must both match', async () => {
    const metadata = { joint: 'yes' };
    const right = await keep(store(), { draft: { metadata }, outcome: { model: 'joint' } });
    await keep(store(), { draft: { metadata } });
    await keep(store(), { outcome: { model: 'joint' } });
    expect(await walk(store(), { order: 'desc', model: 'joint', metadata })).toEqual([right]);
  });

  it('of incomplete and deleted completions is not listed', async () => {
    const metadata = { hidden: 'yes' };
    await keep(store(), {
      draft: { metadata },
      outcome: { state: 'incomplete', reason: 'user_stop' },
    });
    await store().delete(await keepTagged(store(), metadata), 'any');
    expect(await filtered(store(), metadata)).toEqual([]);
  });
}

function filtered(store: Store, metadata: Metadata): Promise<string[]> {
  return walk(store, { order: 'asc', metadata });
}
