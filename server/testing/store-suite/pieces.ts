import { describe, expect, it } from 'vitest';
import { keep, sampleDraft, sampleOutcome } from './samples';
import type { Store } from '../../store/store';

/** What servers leave that die is in the kill tests: here nobody dies. */
export function describePieces(store: () => Store): void {
  describe('what came of an answer that is being made', () => {
    const begun = async () => {
      const draft = sampleDraft();
      await store().begin(draft);
      return draft;
    };

    it('is nowhere to be seen while it goes on, nor after its end', async () => {
      const { id, k } = await begun();
      await store().keepPieces([{ id, chunks: '["a canary"]' }]);
      await store().keepPieces([{ id, chunks: '["again"]' }]);
      expect(await store().retrieve(id, 'any')).toMatchObject({ state: 'running', body: '{}' });
      expect(await store().leftAnswer(k - 1)).toBeNull();
      await store().finish(id, sampleOutcome());
      expect(await store().leftAnswer(k - 1)).toBeNull();
      expect((await store().retrieve(id, 'any'))?.body).toBe(sampleOutcome().body);
    });

    it('is kept for many at once, and passes over what has ended, is gone or never was', async () => {
      const drafts = await Promise.all(Array.from({ length: 200 }, begun));
      const ended = await keep(store());
      const gone = await begun();
      await store().delete(gone.id, 'any');
      const ids = [ended, gone.id, 'chatcmpl-none', ...drafts.map(({ id }) => id)];
      await store().keepPieces(ids.map((id) => ({ id, chunks: `["${id}"]` })));
      await store().keepPieces([]);
      for (const { id } of drafts) expect(await store().delete(id, 'any')).toBe(true);
    });

    it('is no longer added to once another server has taken its own for dead', async () => {
      const { id, k, request, created } = await begun();
      await store().keepPieces([{ id, chunks: '["one"]' }]);
      await store().keepPieces([{ id, chunks: '["two","three"]' }]);
      // As the other one ends it.
      await store().finish(id, sampleOutcome({ state: 'incomplete', reason: 'server_restart' }));
      expect(await store().leftAnswer(k - 1)).toBeNull();
      // It has ended for everyone but the server that makes it.
      await store().keepPieces([{ id, chunks: '["late"]' }]);
      expect(await store().leftAnswer(k - 1)).toBeNull();
      expect(await store().finish(id, sampleOutcome())).toBe(true);
      expect(await store().retrieve(id, 'complete')).toMatchObject({ request, created });
    });
  });
}
