import { expect, it } from 'vitest';
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
}
