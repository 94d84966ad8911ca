import {
  chunk,
  type ScriptedUpstream,
  sendEvents,
  sendJson,
  startScriptedUpstream,
} from '../server/testing/scripted-upstream';
import { startChatkeep } from './fixtures/chatkeep-server';
import { expect, expectAccessible, test } from './fixtures/test';

const listing = (id: string, owned_by: string) => ({
  object: 'list',
  data: [{ id, object: 'model', created: 1, owned_by }],
});

function answering(upstream: ScriptedUpstream, list: object) {
  upstream.script((response, { method }) => {
    if (method === 'GET') return sendJson(response, list);
    sendEvents(response, [chunk({ content: 'Fine.' }, 'stop'), '[DONE]']);
    response.end();
  });
}

test('a local engine has its own parameters, which are kept while another provider is asked', async ({
  page,
}) => {
  const [local, other] = await Promise.all([startScriptedUpstream(), startScriptedUpstream()]);
  answering(local, listing('qwen', 'llamacpp'));
  answering(other, listing('mixtral', 'vllm'));
  const server = await startChatkeep({
    providers: { local: { baseURL: local.baseUrl }, other: { baseURL: other.baseUrl } },
  });
  const choose = async (name: string) => {
    await page.getByRole('button', { name: /^Model:/ }).click();
    await page.getByRole('combobox', { name: /model/i }).fill(name);
    await page.keyboard.press('Enter');
  };
  const ask = async (text: string, answers: number) => {
    await page.getByRole('textbox', { name: 'Message' }).fill(text);
    await page.keyboard.press('Enter');
    const all = page.getByRole('article', { name: 'Assistant' });
    await expect(all).toHaveCount(answers);
    await expect(all.last().getByRole('link', { name: 'Open', exact: true })).toBeVisible();
  };
  const sent = (upstream: ScriptedUpstream) =>
    JSON.parse(upstream.received.findLast(({ method }) => method === 'POST')?.body ?? '') as object;
  await page.goto(server.url);
  await choose('qwen');
  await page.getByRole('button', { name: 'Set repeat_penalty' }).click();
  await page.getByRole('button', { name: 'Set top_k' }).click();
  await expect(page.getByRole('button', { name: 'Set repetition_penalty' })).toHaveCount(0);
  await expectAccessible(page);
  await ask('Hello', 1);
  expect(sent(local)).toMatchObject({ repeat_penalty: 1.1, top_k: 40 });

  await choose('mixtral');
  await expect(page.getByText('Not sent: other does not take it.')).toHaveCount(1);
  await ask('And you?', 2);
  expect(sent(other)).toMatchObject({ top_k: 40 });
  expect(sent(other)).not.toHaveProperty('repeat_penalty');
  await page.getByRole('button', { name: 'Code' }).click();
  const code = page.getByRole('dialog');
  await expect(code).toContainText('top_k');
  await expect(code).not.toContainText('repeat_penalty');
  await page.keyboard.press('Escape');

  await choose('qwen');
  await ask('Again', 3);
  expect(sent(local)).toMatchObject({ repeat_penalty: 1.1, top_k: 40 });
  // The stored request has them, and opens with them.
  const link = page.getByRole('link', { name: 'Open', exact: true }).last();
  const id = (await link.getAttribute('href'))?.split('/').at(-1) ?? '';
  const stored = await page.request.get(`${server.url}/api/completions/${id}/request`);
  expect(await stored.json()).toMatchObject({ repeat_penalty: 1.1, top_k: 40 });
  await page.goto(`${server.url}/?from=${id}`);
  await expect(page.getByRole('button', { name: 'repeat_penalty 1.1' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'top_k 40' })).toBeVisible();
  await server.stop();
  await Promise.all([local.close(), other.close()]);
});
