import { describe, expect, it } from 'vitest';
import { createPositions } from '../../store/completion-id';
import { keep, positionsInOneSecond, sampleDraft, sampleOutcome } from './samples';
import { PositionTaken } from '../../store/errors';
import { type Store } from '../../store/store';

export function describeLifecycle(store: () => Store): void {
  describe('a completion', () => {
    describeRunning(store);
    describeEnded(store);
    describeGone(store);
  });
}

function describeRunning(store: () => Store): void {
  it('is running, and visible to the dashboard alone, from begin to finish', async () => {
    const draft = sampleDraft({ caller: 'ci', metadata: { env: 'prod' } });
    await store().begin(draft);

    expect(await store().retrieve(draft.id, 'complete')).toBeNull();
    expect(await store().messages(draft.id, 'complete')).toBeNull();
    expect(await store().messages(draft.id, 'any')).toBe(draft.messages);
    const { messages: _, ...kept } = draft;
    expect(await store().retrieve(draft.id, 'any')).toEqual({
      ...kept,
      state: 'running',
      reason: null,
      version: 1,
      model: draft.requestedModel,
      upstreamId: null,
      finishReason: null,
      body: '{}',
      promptTokens: null,
      completionTokens: null,
      cachedTokens: null,
      reasoningTokens: null,
      firstTokenMs: null,
      totalMs: null,
      cost: null,
      toolCalls: 0,
      outputPreview: '',
    });
  });

  it('is not asked of another process when it is our own, has ended, or never was', async () => {
    const draft = sampleDraft();
    await store().begin(draft);
    const ended = await keep(store());
    for (const id of [draft.id, ended, 'chatcmpl-none', '']) {
      expect(await store().requestStop(id)).toBe(false);
    }
    expect(await store().stopRequests()).toEqual([]);
  });

  it('cannot take a position or an id that is taken', async () => {
    const taken = sampleDraft();
    await store().begin(taken);
    const fresh = createPositions()();
    await expect(store().begin(sampleDraft({ k: taken.k }))).rejects.toThrow(PositionTaken);
    await expect(store().begin(sampleDraft({ ...fresh, id: taken.id }))).rejects.toThrow(
      PositionTaken,
    );
    expect(await store().messages(taken.id, 'any')).toBe(taken.messages);
  });

  it('leaves its neighbours alone when it fails among many at once', async () => {
    const drafts = Array.from({ length: 12 }, () => sampleDraft());
    const twins = drafts.map(({ k }) => sampleDraft({ k }));
    const all = drafts.flatMap((draft, i) => [draft, twins[i] ?? draft]);
    const results = await Promise.allSettled(all.map((draft) => store().begin(draft)));
    const failures = results.filter((result) => result.status === 'rejected');
    expect(failures.map(({ reason }) => reason as unknown)).toEqual(
      drafts.map(() => expect.any(PositionTaken) as unknown),
    );
    for (const [i, draft] of all.entries()) {
      const kept = results[i]?.status === 'fulfilled' ? draft.messages : null;
      expect(await store().messages(draft.id, 'any')).toBe(kept);
    }
  });
}

function describeEnded(store: () => Store): void {
  it('keeps every part of its outcome', async () => {
    const draft = sampleDraft();
    const outcome = sampleOutcome({ model: 'gpt-answering', toolCalls: 3, cachedTokens: 7 });
    await store().begin(draft);
    expect(await store().finish(draft.id, outcome)).toBe(true);
    expect(await store().retrieve(draft.id, 'complete')).toMatchObject(outcome);
  });

  it.each([2 ** 31, 4_102_444_800])('may be of the second %i, beyond 2038', async (second) => {
    const model = `late-${second}`;
    const [draft] = positionsInOneSecond(1, second);
    const id = await keep(store(), { draft: draft ?? {}, outcome: { model } });
    const page = { limit: 1, order: 'desc', model, metadata: [] } as const;
    expect((await store().list(page)).rows).toMatchObject([{ id, created: second }]);
    expect(await store().delete(id, 'any')).toBe(true);
    expect(await store().restore(id)).toBe(true);
    expect(await store().retrieve(id, 'complete')).toMatchObject({ created: second });
  });

  it('is hidden from /v1 when it is incomplete, and says why', async () => {
    const id = await keep(store(), { outcome: { state: 'incomplete', reason: 'user_stop' } });
    expect(await store().retrieve(id, 'complete')).toBeNull();
    expect(await store().retrieve(id, 'any')).toMatchObject({ reason: 'user_stop' });
  });

  it('ends once: a repeated finish changes nothing', async () => {
    const id = await keep(store());
    const again = sampleOutcome({ body: '{"other":true}' });
    expect(await store().finish(id, again)).toBe(true);
    expect((await store().retrieve(id, 'any'))?.body).toBe(sampleOutcome().body);
  });

  it('keeps what cannot be a count or a time as unknown', async () => {
    const odd = { promptTokens: 1.5, completionTokens: -1, totalMs: Number.POSITIVE_INFINITY };
    const id = await keep(store(), { outcome: { ...odd, cost: Number.NaN } });
    expect(await store().retrieve(id, 'any')).toMatchObject({
      promptTokens: null,
      completionTokens: null,
      totalMs: null,
      cost: null,
    });
  });
}

function describeGone(store: () => Store): void {
  it('is gone after delete, once', async () => {
    const id = await keep(store(), { draft: { metadata: { a: 'b' } } });
    expect(await store().delete(id, 'complete')).toBe(true);
    expect(await store().delete(id, 'complete')).toBe(false);
    expect(await store().retrieve(id, 'any')).toBeNull();
    expect(await store().messages(id, 'any')).toBeNull();
    expect(await store().updateMetadata(id, {}, 'any')).toEqual({ kind: 'missing' });
  });

  it('is deleted by /v1 only when it is complete', async () => {
    const draft = sampleDraft();
    await store().begin(draft);
    expect(await store().delete(draft.id, 'complete')).toBe(false);
    expect(await store().delete(draft.id, 'any')).toBe(true);
  });

  it('does not come back when it is deleted before it ends', async () => {
    const draft = sampleDraft();
    await store().begin(draft);
    await store().delete(draft.id, 'any');
    expect(await store().finish(draft.id, sampleOutcome())).toBe(false);
    expect(await store().retrieve(draft.id, 'any')).toBeNull();
  });

  it.each(['', 'chatcmpl-none', "' OR 1=1--", 'ключ', '%', 'x'.repeat(300)])(
    'is not found under the id %j',
    async (id) => {
      expect(await store().retrieve(id, 'any')).toBeNull();
      expect(await store().delete(id, 'any')).toBe(false);
    },
  );

  it('tells what it takes on its disk', async () => {
    await keep(store());
    const { bytes, free } = await store().size();
    expect(bytes).toBeGreaterThan(10_000);
    expect(free === null || free > 0).toBe(true);
  });

  it('is ready', async () => {
    await expect(store().ready()).resolves.toBeUndefined();
  });
}
