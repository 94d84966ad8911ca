import type { Page } from '@playwright/test';
import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, store, test } from './fixtures/test';

const HELLO = [chunk({ role: 'assistant', content: 'Once upon' }), chunk({ content: ' a time' })];

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('button', { name: /^Run/ }).click();
}

async function choose(page: Page, model: string): Promise<void> {
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill(model);
  await page.keyboard.press('Enter');
}

test.beforeEach(async ({ page, upstream }) => {
  const models = {
    object: 'list',
    data: [{ id: 'scripted-1', object: 'model', created: 1, owned_by: 'me' }],
  };
  upstream.script((response) => sendJson(response, models));
  await page.goto('/');
  await choose(page, 'scripted-1');
});

test('Stop in mid-stream closes the provider’s connection and keeps the text', async ({
  page,
  upstream,
  server,
}) => {
  upstream.script((response) => sendEvents(response, HELLO));
  await ask(page, 'Tell me a story');
  const answer = page.getByRole('article', { name: 'Assistant' });
  await expect(answer).toContainText('Once upon a time');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await upstream.received.at(-1)?.aborted;
  await expect(answer).toContainText('Stopped');
  await expect(answer).toContainText('Once upon a time');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.reload();
  await expect(answer).toContainText('Once upon a time');
  // /v1 lists whole answers only.
  const listed = await fetch(`${server.url}/v1/chat/completions`);
  expect(await listed.json()).toMatchObject({ data: [] });
});

test('shows a refused key where it happened, with what to do, and loses nothing', async ({
  page,
  upstream,
}) => {
  const error = { message: 'Incorrect API key provided: ****abcd.', code: 'invalid_api_key' };
  upstream.script((response) =>
    sendJson(response, { error: { type: 'x', param: null, ...error } }, 401),
  );
  await ask(page, 'Hello there');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(error.message);
  await expect(alert).toContainText(/Settings/);
  await expect(page.getByRole('article', { name: 'User' })).toContainText('Hello there');
  await expectAccessible(page);
  const calls = upstream.received.filter(({ method }) => method === 'POST').length;
  expect(calls, 'a paid call is never resent by itself').toBe(1);
});

test('edits and resends, regenerates, and sends exactly what is set', async ({
  page,
  upstream,
}) => {
  upstream.script((response, { body }) => {
    const { messages } = JSON.parse(body) as { messages: { content: string }[] };
    sendEvents(response, [
      chunk({ content: `Heard: ${messages.at(-1)?.content}` }, 'stop'),
      '[DONE]',
    ]);
    response.end();
  });
  await page.getByRole('switch', { name: 'Store the answer' }).uncheck();
  await page.getByRole('button', { name: 'Set temperature' }).click();
  await ask(page, 'first');
  const answer = page.getByRole('article', { name: 'Assistant' });
  await expect(answer).toContainText('Heard: first');
  const user = page.getByRole('article', { name: 'User' });
  await user.getByRole('button', { name: 'Edit' }).click();
  await page
    .getByRole('textbox', { name: /edit|text/i })
    .first()
    .fill('second');
  await page
    .getByRole('button', { name: /resend|run/i })
    .first()
    .click();
  await expect(answer).toContainText('Heard: second');
  await answer.getByRole('button', { name: 'Try again' }).click();
  await expect
    .poll(() => upstream.received.filter(({ method }) => method === 'POST').length)
    .toBe(3);
  expect(JSON.parse(upstream.received.at(-1)?.body ?? '')).toEqual({
    model: 'scripted-1',
    messages: [{ role: 'user', content: 'second' }],
    stream: true,
    stream_options: { include_usage: true },
    temperature: 1,
  });
});

test('what is made from a stored completion has its parameters and tools, and knows its origin', async ({
  page,
  upstream,
  server,
}) => {
  upstream.script((response, { body }) => {
    const { stream } = JSON.parse(body || '{}') as { stream?: boolean };
    if (stream) {
      sendEvents(response, [chunk({ content: 'Made anew.' }, 'stop'), '[DONE]']);
      return response.end();
    }
    const message = { role: 'assistant', content: 'First.', refusal: null };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: 'stop' }];
    sendJson(response, { object: 'chat.completion', created: 1, model: 'scripted-1', choices });
  });
  const tools = [{ type: 'function', function: { name: 'look_up', parameters: {} } }];
  const asked = { model: 'scripted:scripted-1', temperature: 0.3, tools };
  const origin = await store(server, { ...asked, metadata: { env: 'prod' } });
  await page.goto(`/completions/${origin}`);
  await page.getByRole('link', { name: 'Open in playground' }).click();
  // The page before shows the same answer, as long as this one is loaded.
  await expect(page).toHaveURL(/\/\?conversation=/);
  await expect(page.getByRole('article', { name: 'User' })).toContainText('Hello');
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('First.');
  await ask(page, 'Once more');
  // The answer that was carried over is stored as well.
  await expect(page.getByText(/^Stored/)).toHaveCount(2);
  const stored = page.getByText(/^Stored/).last();
  const sent = JSON.parse(upstream.received.at(-1)?.body ?? '') as object;
  expect(sent).toMatchObject({ temperature: 0.3, tools });

  await stored.getByRole('link').click();
  const lineage = page.getByRole('region', { name: 'Lineage' });
  await expect(lineage.getByRole('link', { name: origin })).toBeVisible();
  await lineage.getByRole('link', { name: 'What is different' }).click();
  await expect(page.getByRole('region', { name: 'Request' }).locator('mark').first()).toBeVisible();
});
