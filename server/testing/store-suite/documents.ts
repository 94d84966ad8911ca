import { expect, it } from 'vitest';
import { NameTaken } from '../../store/errors';
import type { Store } from '../../store/store';

export function describeDocuments(store: () => Store): void {
  it('keeps documents, written only over the version that was read', async () => {
    expect(await store().putDocument('rule', 'b', '{"n":1}', 0)).toBe(1);
    expect(await store().putDocument('rule', 'b', '{"n":2}', 0)).toBeNull();
    const both = [
      store().putDocument('rule', 'b', '{"n":2}', 1),
      store().putDocument('rule', 'b', '{"n":3}', 1),
    ];
    expect((await Promise.all(both)).filter((version) => version === 2)).toHaveLength(1);
    await store().putDocument('rule', 'a', '{}', 0);
    await store().putDocument('other', 'a', '{}', 0);
    expect((await store().documents('rule')).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await store().document('rule', 'b')).toMatchObject({ version: 2 });
    expect(await store().removeDocument('rule', 'b')).toBe(true);
    expect(await store().removeDocument('rule', 'b')).toBe(false);
    expect(await store().document('rule', 'b')).toBeNull();
    expect(await store().removeDocuments('rule')).toBe(1);
    expect(await store().removeDocuments('rule')).toBe(0);
    expect(await store().documents('other')).toHaveLength(1);
  });

  it('gives a name to one document of a kind, whoever asks at once', async () => {
    const put = (id: string, name: string, version = 0) =>
      store().putDocument('named', id, `{"id":"${id}"}`, version, name);
    const both = await Promise.allSettled(['x', 'y', 'z'].map((id) => put(id, 'Refunds')));
    expect(both.map(({ status }) => status).toSorted()).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    const [kept] = await store().documents('named');
    if (!kept) throw new Error('one is kept');
    await put('free', 'Other');
    await expect(put('free', 'Refunds', 1)).rejects.toThrow(NameTaken);
    expect(await put(kept.id, 'Refunds', 1)).toBe(2);
    expect(await put(kept.id, 'Renamed', 2)).toBe(3);
    expect(await put('free', 'Refunds', 1)).toBe(2);
    await store().removeDocument('named', kept.id);
    expect(await put('new', 'Renamed')).toBe(1);
    expect(await store().putDocument('another', 'x', '{}', 0, 'Refunds')).toBe(1);
  });
}

export function describeAudit(store: () => Store): void {
  it('keeps a log of who did what, newest first, page by page', async () => {
    for (const count of [1, 2, 3]) {
      await store().audit({ actor: 'me', origin: '::1', action: 'a.b', subject: 'x', count });
    }
    const [first, ...others] = await store().auditEntries({ limit: 3 });
    expect([first, ...others].map((entry) => entry?.count)).toEqual([3, 2, 1]);
    expect(first).toMatchObject({ actor: 'me', origin: '::1', action: 'a.b', subject: 'x' });
    const older = await store().auditEntries({ limit: 1, before: first?.k });
    expect(older).toEqual([others[0]]);
  });

  it('narrows its log to actions, actors and a stretch of time, and counts', async () => {
    const isOurs = ({ action }: { action: string }) => action.startsWith('filter.');
    for (const [action, actor] of [
      ['filter.a', 'ann'],
      ['filter.b', null],
      ['filter.b', null],
      ['filter.b', "o'neil"],
    ] as const)
      await store().audit({ actor, origin: null, action: action ?? '', subject: null, count: 1 });
    const some = async (asked: object) =>
      (await store().auditEntries({ limit: 9, ...asked }))
        .filter(isOurs)
        .map(({ action, actor }) => `${action} ${actor}`);
    expect(await some({ actions: ['filter.a'] })).toEqual(['filter.a ann']);
    expect(await some({ actors: [null] })).toEqual(['filter.b null', 'filter.b null']);
    expect(await some({ actors: [null, "o'neil"], actions: ['filter.b'] })).toHaveLength(3);
    expect(await some({ actors: ['ann'], actions: ['filter.b'] })).toEqual([]);
    for (const none of [{ actions: [] }, { actors: [] }, { until: 1 }, { since: 2 ** 33 }])
      expect(await some(none)).toEqual([]);
    const counts = (await store().auditCounts({ since: 1 })).filter(isOurs);
    expect(counts).toHaveLength(3);
    expect(counts).toContainEqual({ action: 'filter.b', actor: null, count: 2 });
  });
}
