import fc from 'fast-check';
import { expect, it } from 'vitest';
import { folded } from '#contract/folded';
import { searchWords } from '#contract/search-words';
import { keep, sampleDraft, sampleOutcome, tableIds, tableQuery } from './samples';
import type { Store } from '../../store/store';

type Kept = { id: string; upstreamId: string; said: string[]; values: string[] };

function finder(store: () => Store) {
  const keepSaid = async (
    texts: string[],
    more: { values?: string[]; upstreamId?: string } = {},
  ) => {
    const { values = [], upstreamId = 'none' } = more;
    const metadata = Object.fromEntries(values.map((value, i) => [`k${i}`, value]));
    const messages = JSON.stringify(texts.map((content) => ({ role: 'user', content })));
    return keep(store(), { draft: { messages, metadata }, outcome: { upstreamId } });
  };
  const find = (search: string) => tableIds(store(), { search });
  return { keepSaid, find };
}

export function describeFind(store: () => Store): void {
  describeNames(store);
  describeKeptNames(store);
  describeScan(store);
}

function describeNames(store: () => Store): void {
  const { keepSaid, find } = finder(store);

  it('finds a completion by its id, whole or in part, and by its provider’s', async () => {
    const id = await keepSaid(['x'], { upstreamId: 'gen-UpstreamYakuza77' });
    const [whole, part, tail] = [id, id.slice(12, 26), id.slice(-7)];
    for (const search of [whole, part, tail.toUpperCase(), 'upstreamyakuza', 'gen-upstreamyak'])
      expect(await find(search)).toEqual([id]);
    expect(await find(`"${whole}"`)).toEqual([id]);
  });

  it('does not find every completion by what all ids begin with, nor by four letters of one', async () => {
    const id = await keepSaid(['x']);
    expect(await find('chatcmpl-')).not.toContain(id);
    expect(await find(id.slice(-4))).not.toContain(id);
  });

  it('finds metadata values as they are now, beside words of the text', async () => {
    const id = await keepSaid(['the okapi sleeps'], { values: ['Zürich Nord', '東京'] });
    for (const search of ['zurich', '"zurich nord"', 'okapi zurich', 'ZÜR sleeps', '東京 okapi'])
      expect(await find(search)).toEqual([id]);
    expect(await find('"nord zurich"')).toEqual([]);
    await store().updateMetadata(id, { k0: 'Genève' }, 'any');
    expect(await find('okapi zurich')).toEqual([]);
    expect(await find('geneve okapi')).toEqual([id]);
  });

  it('finds phrases in one text, not across two', async () => {
    const id = await keepSaid(['late  Refund\npolicy wombats', 'apply here']);
    for (const search of ['"refund policy"', '“fund POLIC”', 'here "late refund"', '"policy w"'])
      expect(await find(`${search} wombats`)).toEqual([id]);
    for (const search of ['"policy refund"', '"wombats apply"', '"late policy"'])
      expect(await find(`${search} wombats`)).toEqual([]);
  });
}

function describeKeptNames(store: () => Store): void {
  const { keepSaid, find } = finder(store);

  it('finds nothing that still runs, and what stopped by its id', async () => {
    const draft = sampleDraft({ metadata: { pen: 'runningnumbat' } });
    await store().begin(draft);
    for (const search of ['runningnumbat', draft.id, 'ru'])
      expect(await find(search)).not.toContain(draft.id);
    await store().finish(draft.id, sampleOutcome({ upstreamId: 'late-upstream-id' }));
    for (const search of ['runningnumbat', draft.id, 'late-upstream-id'])
      expect(await find(search)).toEqual([draft.id]);
  });

  it('forgets all names of what is erased, and finds what comes back', async () => {
    const id = await keepSaid(['x'], { values: ['departing-bilby'] });
    await store().delete(id, 'any');
    expect(await find('departing-bilby')).toEqual([]);
    const inTrash = async (search: string) => {
      const { rows, total } = await store().trash({ limit: 9, search });
      return [rows.map((row) => row.id), total];
    };
    for (const search of ['departing-bilby', '"departing-b"', id, 'departing x'])
      expect(await inTrash(search)).toEqual([[id], 1]);
    expect(await inTrash('departing zq')).toEqual([[], 0]);
    await store().restore(id);
    expect(await inTrash('departing-bilby')).toEqual([[], 0]);
    expect(await find('departing-bilby')).toEqual([id]);
    await store().delete(id, 'any');
    await store().erase(id);
    expect(await find('departing-bilby')).toEqual([]);
    expect(await find(id)).toEqual([]);
  });

  it('counts and narrows as it finds, in every order', async () => {
    const texts = ['counted quoll'];
    const ids = [
      await keepSaid(texts),
      await keepSaid(['x'], { values: ['counted', 'quoll'] }),
      await keepSaid(['counted'], { values: ['a quoll'] }),
    ];
    const query = tableQuery({ search: 'quoll counted' });
    for (const sort of ['created', 'tokens', 'latency', 'cost'] as const) {
      const { rows, total } = await store().query({ ...query, sort });
      expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      expect(total).toEqual({ value: 3, relation: 'exact' });
    }
    const { models } = await store().facets(query.filter, Infinity);
    expect(models).toEqual([{ value: 'gpt-test', count: 3 }]);
    expect(
      await tableIds(store(), { search: 'counted quoll', metadata: [['k1', 'quoll']] }),
    ).toEqual([ids[1]]);
  });
}

function describeScan(store: () => Store): void {
  const { keepSaid, find } = finder(store);

  it('finds what a scan of all folded texts finds', async () => {
    const word = fc.constantFrom(
      'café',
      'CAFE',
      'Straße',
      'Łódź',
      'Việt',
      'ﬁne',
      'don’t',
      '東京都',
      '京',
      'が',
      'か',
      'กิน',

      '한국어',
      'हिन्दी',
      'أحمد',
      'й',
      'и',
      '50%_',
      '"x"',
      'a',
      'ab',
      'İi',
      'ΟΔΟΣ',
      'so\u00adft',
      '🚋',
    );
    const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));
    const mark = `scan${Date.now()}`;
    const kept: Kept[] = [];
    for (const { said, values } of fc.sample(
      fc.record({
        said: fc.array(text, { maxLength: 2 }),
        values: fc.array(text, { maxLength: 2 }),
      }),
      { numRuns: 40, seed: 7 },
    )) {
      const upstreamId = `${mark}-up${kept.length}x`;
      const id = await keepSaid([...said, mark], { values, upstreamId });
      kept.push({ id, upstreamId, said: [...said, mark], values });
    }
    const piece = text.map((all) => Array.from(all).slice(1, 5).join(''));
    const search = fc.oneof(
      word,
      piece,
      text,
      text.map((all) => `"${all}"`),
      fc.tuple(piece, word).map((parts) => parts.join(' ')),
      fc.constantFrom(
        ...kept.slice(0, 9).flatMap(({ id, upstreamId }) => [id.slice(-6), upstreamId]),
      ),
    );
    for (const typed of fc.sample(search, { numRuns: 60, seed: 7 })) {
      const asked = `${typed} ${mark}`;
      const expected = kept.filter((row) => matches(row, asked)).map(({ id }) => id);
      expect([asked, (await find(asked)).toSorted()]).toEqual([asked, expected.toSorted()]);
    }
  });
}

/** Each word in one of the texts, values or ids; of ids only what is long enough. */
function matches({ id, upstreamId, said, values }: Kept, search: string): boolean {
  const read = [...said, ...values].map((text) => folded(text).replace(/\s+/gu, ' ').trim());
  const ids = [id, upstreamId].map((each) => folded(each).replace('chatcmpl-', ''));
  return searchWords(search).every(
    (word) =>
      read.some((text) => text.includes(word)) ||
      (word.length >= 5 && ids.some((each) => each.includes(word))),
  );
}
