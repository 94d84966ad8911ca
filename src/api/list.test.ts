import { expect, it } from 'vitest';
import { listAllMessages } from '@/api/list-messages';
import { listModels } from '@/api/list-models';
import { listPage } from '@/api/list-page';
import { retrieveInputMessage } from '@/api/retrieve-input-message';
import { completionBody, sendJson, startTestServer } from '@/api/test-server';

/** Pages over items the way the API does. */
function pageOf<Item extends { id: string }>(items: Item[], url: string) {
  const query = new URL(url, 'http://test').searchParams;
  const sorted = query.get('order') === 'desc' ? items.toReversed() : items;
  const start = sorted.findIndex(({ id }) => id === query.get('after')) + 1;
  const limit = Number(query.get('limit') ?? 20);
  const data = sorted.slice(start, start + limit);
  const [first_id, last_id] = [data[0]?.id ?? '', data.at(-1)?.id ?? ''];
  return { object: 'list', data, first_id, last_id, has_more: start + limit < sorted.length };
}

const message = (index: number, role = index % 2 ? 'assistant' : 'user') => ({
  id: `c-${index}`,
  role,
  content: `Text ${index}`,
});

it('pages through all messages of a long conversation', async () => {
  const messages = Array.from({ length: 250 }, (_, index) => message(index));
  const { client, seen } = await startTestServer((response, { url }) =>
    sendJson(response, pageOf(messages, url)),
  );
  expect(await listAllMessages(client, 'c')).toEqual(messages);
  expect(seen).toHaveLength(3);
});

it('ends when a server ignores the cursor, and keeps messages without ids apart', async () => {
  const { client, seen } = await startTestServer((response) =>
    sendJson(response, { data: [{ role: 'user', content: 'a', id: 'm' }], has_more: true }),
  );
  expect(await listAllMessages(client, 'c')).toHaveLength(1);
  expect(seen).toHaveLength(2);

  const bare = await startTestServer((response) =>
    sendJson(response, { data: [{ role: 'system' }, { role: 'user' }] }),
  );
  expect(await listAllMessages(bare.client, 'c')).toHaveLength(2);
});

it('takes the last user message for the input', async () => {
  const messages = [message(0, 'system'), message(1, 'user'), message(2, 'assistant')];
  const { client } = await startTestServer((response, { url }) =>
    sendJson(response, pageOf(messages, url)),
  );
  expect((await retrieveInputMessage(client, 'c'))?.id).toBe('c-1');
});

it('walks pages forward and back, meeting each row once', async () => {
  const rows = Array.from({ length: 7 }, (_, index) => completionBody(`c${index}`));
  const { client } = await startTestServer((response, { url }) =>
    sendJson(response, pageOf(rows, url)),
  );
  const ids = async (cursor: object) => {
    const page = await listPage(client, { order: 'desc', limit: 3, ...cursor });
    const list = page.rows.map(({ id }) => id).join(' ');
    return [page.previous === null ? '|' : '<', list, page.next === null ? '|' : '>'].join(' ');
  };
  expect(await ids({})).toBe('| c6 c5 c4 >');
  expect(await ids({ after: 'c4' })).toBe('< c3 c2 c1 >');
  expect(await ids({ after: 'c1' })).toBe('< c0 |');
  expect(await ids({ before: 'c0' })).toBe('< c3 c2 c1 >');
  expect(await ids({ before: 'c3' })).toBe('| c6 c5 c4 >');
  expect(await ids({ before: 'last' })).toBe('< c2 c1 c0 |');
  // Nobody walked to the last page: from there the way back is the first one.
  expect(await ids({ before: 'c2' })).toBe('| c6 c5 c4 >');
  expect(await ids({ before: 'last', limit: 9 })).toBe('| c6 c5 c4 c3 c2 c1 c0 |');
});

it('gives the whole first page when going back reaches the front', async () => {
  const rows = Array.from({ length: 5 }, (_, index) => completionBody(`c${index}`));
  const { client } = await startTestServer((response, { url }) =>
    sendJson(response, pageOf(rows, url)),
  );
  const page = await listPage(client, { order: 'asc', limit: 3, before: 'c2' });
  expect(page.rows.map(({ id }) => id)).toEqual(['c0', 'c1', 'c2']);
  expect(page.previous).toBeNull();
});

const modelsOf = async (body: object) => {
  const { client } = await startTestServer((response) => sendJson(response, body));
  return (await listModels(client)).data;
};

it('lists models, also of servers that say little or have none', async () => {
  expect(await modelsOf({ object: 'list', data: [{ id: 'llama' }] })).toEqual([{ id: 'llama' }]);
  expect(await modelsOf({ object: 'list', data: null })).toEqual([]);
});
