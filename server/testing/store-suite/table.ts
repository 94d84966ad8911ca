import { describe, expect, it } from 'vitest';
import { describeInsights } from './insights';
import { keep, keepTagged, sampleDraft, tableIds, tableQuery } from './samples';
import { describeFacets, describeSeries } from './table-facets';
import { describeFind } from './table-find';
import { describeSearch } from './table-search';
import type { Store } from '../../store/store';

export function describeTable(store: () => Store): void {
  describe('the table', () => {
    describeRows(store);
    describeSearch(store);
    describeFind(store);
    describeFacets(store);
    describeSeries(store);
    describeInsights(store);
  });
}

function describeRows(store: () => Store): void {
  it('takes fractions where it counts in whole numbers', async () => {
    const provider = 'table-fractions';
    const id = await keep(store(), { draft: { provider }, outcome: { totalMs: 5 } });
    const found = (filter: object) => tableIds(store(), { providers: [provider], ...filter });
    expect(await found({ tokens: { min: 45.5, max: 46.5 } })).toEqual([id]);
    expect(await found({ tokens: { min: 46.000_000_1 } })).toEqual([]);
    expect(await found({ tokens: { max: 45.999_999 } })).toEqual([]);
    expect(await found({ tokens: { min: 0.5, max: 999_999_999_999_999 } })).toEqual([id]);
    expect(await found({ latency: { min: 4.5, max: 5.5 } })).toEqual([id]);
    expect(await found({ cost: { min: 999_999_999_999_999.5 } })).toEqual([]);
  });

  it('shows completions of every state, with all that a list needs', async () => {
    const provider = 'table-states';
    const running = sampleDraft({ provider, caller: 'ci', metadata: { a: 'b' } });
    const complete = await keep(store(), { draft: { provider } });
    await store().begin(running);
    const incomplete = await keep(store(), {
      draft: { provider },
      outcome: { state: 'incomplete', reason: 'user_stop', totalMs: 5 },
    });
    const page = await store().query(tableQuery({ providers: [provider] }));
    expect(page.total).toEqual({ value: 3, relation: 'exact' });
    expect(page.rows.map(({ id }) => id)).toEqual(
      expect.arrayContaining([complete, running.id, incomplete]),
    );
    expect(page.rows.find(({ id }) => id === running.id)).toMatchObject({
      state: 'running',
      caller: 'ci',
      metadata: { a: 'b' },
      total_tokens: null,
      total_ms: null,
    });
    expect(page.rows.find(({ id }) => id === complete)).toMatchObject({
      state: 'complete',
      total_tokens: 46,
      input_preview: 'Hello',
      output_preview: 'Hi there',
    });
    expect(await tableIds(store(), { providers: [provider], states: ['running'] })).toEqual([
      running.id,
    ]);
  });

  it('does not show what was deleted, nor find it', async () => {
    const provider = 'table-deleted';
    const id = await keep(store(), {
      draft: { provider, messages: '[{"role":"user","content":"vanishing xylophone"}]' },
    });
    expect(await tableIds(store(), { search: 'xylophone' })).toEqual([id]);
    await store().delete(id, 'any');
    expect(await tableIds(store(), { providers: [provider] })).toEqual([]);
    expect(await tableIds(store(), { search: 'xylophone' })).toEqual([]);
    expect(await tableIds(store(), { search: 'xy' })).toEqual([]);
  });

  it('follows metadata that is replaced', async () => {
    const id = await keepTagged(store(), { 'table key': 'one', stays: 'table' });
    await store().updateMetadata(id, { 'table key': 'two', stays: 'table' }, 'any');
    expect(await tableIds(store(), { metadata: [['table key', 'one']] })).toEqual([]);
    expect(await tableIds(store(), { metadata: [['table key', 'two']] })).toEqual([id]);
    const staying = { metadata: [['stays', 'table']] as const };
    expect(await tableIds(store(), { ...staying, metadataExists: ['table key'] })).toEqual([id]);
    expect(await tableIds(store(), { ...staying, metadataNot: [['table key', 'two']] })).toEqual(
      [],
    );
    expect(await tableIds(store(), { ...staying, metadataNot: [['table key', 'one']] })).toEqual([
      id,
    ]);
    await store().updateMetadata(id, { stays: 'table' }, 'any');
    expect(await tableIds(store(), { metadataExists: ['table key'] })).toEqual([]);
    expect(await tableIds(store(), { ...staying, metadataMissing: ['table key'] })).toEqual([id]);
    const lacks = (metadataMissingAny: string[]) =>
      tableIds(store(), { ...staying, metadataMissingAny });
    expect(await lacks(['stays', 'table key'])).toEqual([id]);
    expect(await lacks(['stays'])).toEqual([]);
  });
}
