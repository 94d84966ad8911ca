import { expect, it } from 'vitest';
import { createCompletion } from '@/api/create-completion';
import { deleteCompletion } from '@/api/delete-completion';
import { completionBody, sendJson, startTestServer } from '@/api/test-server';
import { updateCompletion } from '@/api/update-completion';

const QUICK = { 'retry-after-ms': '1' };
const error = (code: string) => ({ error: { message: code, code, type: 't', param: null } });

it('writes the whole map under the version that was read', async () => {
  const { client, seen } = await startTestServer((response) =>
    sendJson(response, completionBody('c', 'Hi', { env: 'prod' })),
  );
  const answer = await updateCompletion(client, 'c', { env: 'prod' }, { ifMatch: '"3"' });
  expect(answer.data.metadata).toEqual({ env: 'prod' });
  expect(seen[0]).toMatchObject({ method: 'POST', body: '{"metadata":{"env":"prod"}}' });
  expect(seen[0]?.headers['if-match']).toBe('"3"');
});

it('sends no If-Match where the server offers no version', async () => {
  const { client, seen } = await startTestServer((response) =>
    sendJson(response, completionBody('c')),
  );
  await updateCompletion(client, 'c', {}, { ifMatch: null });
  expect(seen[0]?.headers).not.toHaveProperty('if-match');
});

it('reports a conflict with another writer', async () => {
  const { client } = await startTestServer((response) =>
    sendJson(response, error('precondition_failed'), 412),
  );
  const call = updateCompletion(client, 'c', {}, { ifMatch: '"3"' });
  await expect(call).rejects.toMatchObject({ isConflict: true, code: 'precondition_failed' });
});

it('tells a conflict with its own lost attempt from one with another writer', async () => {
  const stored = { env: 'prod' };
  const { client } = await startTestServer((response, { method }, count) => {
    if (count % 3 === 1) sendJson(response, error('busy'), 503, QUICK);
    else if (method === 'POST') sendJson(response, error('precondition_failed'), 412);
    else sendJson(response, completionBody('c', 'Hi', stored));
  });
  const mine = await updateCompletion(client, 'c', { env: 'prod' }, { ifMatch: '"3"' });
  expect(mine.data.metadata).toEqual(stored);
  const theirs = updateCompletion(client, 'c', { env: 'test' }, { ifMatch: '"3"' });
  await expect(theirs).rejects.toMatchObject({ isConflict: true });
});

const gone = (body: string, status = 200) =>
  startTestServer((response) => response.writeHead(status).end(body)).then(({ client }) =>
    deleteCompletion(client, 'c'),
  );

it('resolves with whether the completion is gone', async () => {
  expect(await gone('{"object":"chat.completion.deleted","id":"c","deleted":true}')).toBe(true);
  expect(await gone('{"id":"c","deleted":false}')).toBe(false);
  expect(await gone('', 204)).toBe(true);
  await expect(gone('<p>A page for every path')).rejects.toMatchObject({
    kind: 'invalid_response',
  });
});

it('counts a completion as deleted that is missing only on the second attempt', async () => {
  const late = await startTestServer((response, _request, count) =>
    count === 1
      ? sendJson(response, error('busy'), 500, QUICK)
      : sendJson(response, error('not_found'), 404),
  );
  expect(await deleteCompletion(late.client, 'c')).toBe(true);

  const never = await startTestServer((response) => sendJson(response, error('not_found'), 404));
  await expect(deleteCompletion(never.client, 'c')).rejects.toMatchObject({ isNotFound: true });
});

it('folds a stream that a server sends without being asked', async () => {
  const event = (delta: object, end: string | null) =>
    `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta, finish_reason: end }] })}\n\n`;
  const create = (text: string) =>
    startTestServer((response) => response.end(text)).then(({ client }) =>
      createCompletion(client, { model: 'm', messages: [] }),
    );
  const answer = await create(event({ content: 'Hel' }, null) + event({ content: 'lo' }, 'stop'));
  expect(answer.text).toBe('Hello');
  await expect(create(event({ content: 'Hel' }, null))).rejects.toMatchObject({
    kind: 'broken_stream',
  });
  await expect(create('data: {"error":"Full"}\n\n')).rejects.toMatchObject({ message: 'Full' });
});

it('fails with the words of an error that comes with a status of success', async () => {
  const { client } = await startTestServer((response) =>
    sendJson(response, { error: { message: 'No endpoints found', code: 404 }, user_id: 'u' }),
  );
  const call = createCompletion(client, { model: 'm', messages: [] });
  await expect(call).rejects.toMatchObject({ message: 'No endpoints found', code: '404' });
});
