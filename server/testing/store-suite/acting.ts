import { expect, it } from 'vitest';
import type { AuditLine } from '../../store/audit';
import { keep, sampleOutcome } from './samples';
import type { Store } from '../../store/store';

const line = (subject: string): AuditLine => ({
  actor: 'me',
  origin: null,
  action: 'act',
  subject,
  count: 1,
});

async function linesFor(store: Store, subject: string) {
  const entries = await store.auditEntries({ limit: 1_000 });
  return entries.filter((entry) => entry.subject === subject);
}

/** Actions and their lines in the audit log. */
export function describeActing(store: () => Store): void {
  const linesOf = (subject: string) => linesFor(store(), subject);

  it('has the line of every action that did something, and none of one that did not', async () => {
    const id = await keep(store(), { outcome: sampleOutcome() });
    const by = (step: string) => store().acting(line(`${id} ${step}`));
    expect(await by('update').updateMetadata(id, { a: 'b' }, 'any')).toMatchObject({
      kind: 'updated',
    });
    expect(await by('stale').updateMetadata(id, {}, 'any', [99])).toEqual({ kind: 'stale' });
    expect(await by('delete').delete(id, 'any')).toBe(true);
    expect(await by('again').delete(id, 'any')).toBe(false);
    expect(await by('restore').restore(id)).toBe(true);
    expect(await by('erase').erase(id)).toBe(false);
    expect(await by('put').putDocument('acts', id, '{}', 0)).toBe(1);
    expect(await by('lost').putDocument('acts', id, '{}', 0)).toBeNull();
    expect(await by('remove').removeDocument('acts', id)).toBe(true);
    await store().putDocument(`acts ${id}`, 'one', '{}', 0);
    await store().putDocument(`acts ${id}`, 'two', '{}', 0);
    const all = store().acting({ ...line(`${id} all`), count: 'total' });
    expect(await all.removeDocuments(`acts ${id}`)).toBe(2);
    expect(await linesOf(`${id} all`)).toMatchObject([{ count: 2 }]);
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

  describeJobLines(store);
}

function describeJobLines(store: () => Store): void {
  const linesOf = (subject: string) => linesFor(store(), subject);

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
