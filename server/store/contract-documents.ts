import { expect, it } from 'vitest';
import type { AuditLine } from './audit';
import { keep, sampleOutcome } from './contract-samples';
import type { Store } from './store';

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

  const line = (subject: string): AuditLine => ({
    actor: 'me',
    origin: null,
    action: 'act',
    subject,
    count: 1,
  });
  const linesOf = async (subject: string) =>
    (await store().auditEntries({ limit: 1_000 })).filter((entry) => entry.subject === subject);

  it('has the line of every action that did something, and none of one that did not', async () => {
    const id = await keep(store(), { outcome: sampleOutcome() });
    const by = (step: string) => store().acting(line(`${id} ${step}`));
    expect(await by('update').updateMetadata(id, { a: 'b' }, 'any')).toMatchObject({
      kind: 'updated',
    });
    expect(await by('stale').updateMetadata(id, {}, 'any', 99)).toEqual({ kind: 'stale' });
    expect(await by('delete').delete(id, 'any')).toBe(true);
    expect(await by('again').delete(id, 'any')).toBe(false);
    expect(await by('restore').restore(id)).toBe(true);
    expect(await by('erase').erase(id)).toBe(false);
    expect(await by('put').putDocument('acts', id, '{}', 0)).toBe(1);
    expect(await by('lost').putDocument('acts', id, '{}', 0)).toBeNull();
    expect(await by('remove').removeDocument('acts', id)).toBe(true);
    const steps = {
      update: 1,
      stale: 0,
      delete: 1,
      again: 0,
      restore: 1,
      erase: 0,
      put: 1,
      lost: 0,
      remove: 1,
    };
    for (const [step, count] of Object.entries(steps))
      expect([step, await linesOf(`${id} ${step}`)]).toEqual([
        step,
        Array(count).fill(expect.anything()),
      ]);
  });

  it('undoes the action whose line cannot be written', async () => {
    const id = await keep(store(), { outcome: sampleOutcome() });
    const broken = { ...line(id), action: 'nul \0' };
    await expect(store().acting(broken).delete(id, 'any')).rejects.toThrow();
    await expect(store().acting(broken).updateMetadata(id, { a: 'b' }, 'any')).rejects.toThrow();
    expect(await store().retrieve(id, 'any')).toMatchObject({ version: 1 });
  });

  it('takes the count of the job that comes out', async () => {
    const id = 'job_audited';
    const job = {
      id,
      kind: 'delete',
      lane: 'change',
      state: 'paused',
      actor: null,
      origin: null,
    } as const;
    await store()
      .acting({ ...line(id), count: 0 })
      .createJob({ ...job, created: 1, target: '{}', spec: '{}', progress: '{}' });
    const change = { state: 'cancelled', ended: 2, counts: { changed: 7 } } as const;
    await store()
      .acting({ ...line(id), count: 'changed' })
      .changeJob(id, ['paused'], change);
    await store()
      .acting({ ...line(id), count: 'changed' })
      .changeJob(id, ['paused'], change);
    expect((await linesOf(id)).map(({ count }) => count)).toEqual([7, 0]);
    await store().acting(line(id)).removeJob(id);
    expect(await linesOf(id)).toHaveLength(3);
  });
}
