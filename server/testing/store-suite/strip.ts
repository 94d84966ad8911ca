import { textOf } from '../../json/text';
import { expect, it } from 'vitest';
import { keep, tableIds } from './samples';
import type { Store } from '../../store/store';
import { newJob } from '../sample-job';

export function describeStripping(store: () => Store): void {
  it('removes what was said and keeps the numbers, once', async () => {
    const body = JSON.stringify({
      object: 'chat.completion',
      choices: [
        { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'hush' } },
      ],
      usage: { total_tokens: 46 },
    });
    const id = await keep(store(), {
      draft: { metadata: { shelf: 'strip' }, messages: '[{"role":"user","content":"whisper"}]' },
      outcome: { body },
    });
    const job = `job_strip_${Date.now()}`;
    await store().createJob(newJob({ id: job, kind: 'retention' }));
    const row = await store().retrieve(id, 'any');
    const at = [row?.k ?? 0];
    const once = await store().stripForJob(job, at, { progress: '{"after":1}' });
    expect(once).toMatchObject({ counts: { changed: 1, skipped: 0 }, progress: '{"after":1}' });
    expect((await store().stripForJob(job, at, {}))?.counts).toMatchObject({ skipped: 1 });
    const after = await store().retrieve(id, 'complete');
    expect(after).toMatchObject({
      promptTokens: 12,
      metadata: { shelf: 'strip' },
      inputPreview: '',
      outputPreview: '',
    });
    expect(JSON.parse(textOf(after?.body ?? ''))).toEqual({
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          logprobs: null,
          message: { role: 'assistant', content: null, refusal: null },
        },
      ],
      usage: { total_tokens: 46 },
    });
    expect(await store().messages(id, 'any')).toBe('[]');
    for (const search of ['whisper', 'hush']) {
      expect(await tableIds(store(), { search, metadataExists: ['shelf'] })).toEqual([]);
    }
    await store().changeJob(job, ['running'], { state: 'completed', ended: 1_764_000_001 });
  });
}
