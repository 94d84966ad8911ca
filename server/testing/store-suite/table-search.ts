import { expect, it } from 'vitest';
import { keep, sampleDraft, sampleOutcome, tableIds, tableQuery } from './samples';
import type { Store } from '../../store/store';

export function describeSearch(store: () => Store): void {
  const said = (prompt: string, answer: string, more: object = {}) =>
    keep(store(), {
      draft: { messages: JSON.stringify([{ role: 'user', content: prompt }]), ...more },
      outcome: {
        body: JSON.stringify({
          choices: [{ message: { role: 'assistant', content: answer } }],
        }),
      },
    });

  it('finds words and parts of words in prompts and answers, in any case and script', async () => {
    const id = await said('Was kostet die Straßenbahn in 東京都?', 'Ungefähr ZWEIHUNDERT Yen 🚋');
    for (const search of [
      'straßenbahn',
      'KOSTET yen',
      'zweihundert',
      'weihund',
      '東京都',
      '東京',
      '🚋',
      'GEFÄHR',
    ]) {
      expect(await tableIds(store(), { search })).toContain(id);
    }
    expect(await tableIds(store(), { search: 'straßenbahn mark' })).toEqual([]);
    expect(await tableIds(store(), { search: '大阪 straßenbahn' })).toEqual([]);
  });

  it('reads what a user types as text, never as syntax', async () => {
    const id = await said('query-syntax "AND" (50%_ off*) NOT a:b ^x -y \\z', "it's");
    for (const search of [
      'query-syntax "and"',
      '(50%_',
      'off*)',
      'query-syntax not a:b',
      '^x -y query-syntax',
      '\\z query-syntax',
      "it's query-syntax",
    ]) {
      expect(await tableIds(store(), { search })).toEqual([id]);
    }
    for (const search of ['query_syntax', 'query%', 'syntax*', '"', 'query-syntax OR zzz', '^']) {
      const found = await tableIds(store(), { search });
      expect(found.includes(id)).toBe(search === '"' || search === '^');
    }
  });

  it('combines with every filter and order', async () => {
    const cheap = await said('combined pangolin', 'a', { metadata: { 'table env': 'prod' } });
    const other = await said('combined pangolin', 'b', { metadata: { 'table env': 'test' } });
    const query = tableQuery({ search: 'pangolin' }, { sort: 'cost', order: 'asc' });
    const page = await store().query(query);
    expect(page.rows.map(({ id }) => id)).toEqual([cheap, other].sort());
    expect(
      await tableIds(store(), { search: 'pangolin', metadata: [['table env', 'prod']] }),
    ).toEqual([cheap]);
    expect(await tableIds(store(), { search: 'go', metadata: [['table env', 'test']] })).toEqual([
      other,
    ]);
  });

  it('finds what a completion said that never ended', async () => {
    const draft = sampleDraft({ messages: '[{"role":"user","content":"orphaned quokka"}]' });
    await store().begin(draft);
    const parts = '[{"type":"text","text":"quokka stopped"}]';
    await store().finish(draft.id, sampleOutcome({ state: 'incomplete', body: parts }));
    expect(await tableIds(store(), { search: 'quokka orphaned stopped' })).toEqual([draft.id]);
  });

  it('finds what stands far into a text', async () => {
    const id = await said(`${'lorem ipsum '.repeat(6_000)} quetzalword`, 'short');
    const other = await said('short', `${'dolor sit '.repeat(100_000)} ocelotword`);
    expect(await tableIds(store(), { search: 'quetzalword' })).toEqual([id]);
    expect(await tableIds(store(), { search: 'ocelotword short' })).toEqual([other]);
  });

  it('does not mind text that no database keeps', async () => {
    const id = await keep(store(), {
      draft: { messages: String.raw`[{"content":"nul\u0000 lone\ud800 mud-puppy"}]` },
    });
    expect(await tableIds(store(), { search: 'mud-puppy' })).toEqual([id]);
  });
}
