import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

type Sent = { model: string; max_completion_tokens?: number; messages: { content: string }[] };

const model = (id: string) => ({ id, object: 'model', created: 1, owned_by: 'me' });
const MODELS = { object: 'list', data: [model('scripted-1'), model('scripted-2')] };

const refusal = (code: string, message: string) => ({
  error: { message, type: 'invalid_request_error', param: null, code },
});

test.beforeEach(async ({ page, upstream }) => {
  upstream.script((response) => sendJson(response, MODELS));
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
});

test('an answer that was cut off by a limit that is set is asked for again with more', async ({
  page,
  upstream,
}) => {
  upstream.script((response, { body }) => {
    const most = (JSON.parse(body) as Sent).max_completion_tokens ?? 0;
    const isWhole = most > 1024;
    const usage = { prompt_tokens: 9, completion_tokens: 1024, total_tokens: 1033 };
    sendEvents(response, [
      chunk({ content: isWhole ? 'The whole story.' : 'Half a' }, isWhole ? 'stop' : 'length'),
      { ...chunk({}), choices: [], usage },
      '[DONE]',
    ]);
    response.end();
  });
  await page.getByRole('button', { name: 'Set max_completion_tokens' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('Tell me a story');
  await page.keyboard.press('Enter');
  const note = page.getByRole('note', { name: 'Cut off at 1,024 tokens' });
  await expect(note).toContainText('max_completion_tokens is set.');
  await expectAccessible(page);
  await note.getByRole('button', { name: 'Try again with 5,000' }).click();
  const answer = page.getByRole('article', { name: 'Assistant' });
  await expect(answer).toContainText('The whole story.');
  await expect(note).toHaveCount(0);
  await expect(answer).toContainText('2 of 2');
});

test('a limit of requests is waited for on demand alone, and another model is asked from the answer', async ({
  page,
  upstream,
}) => {
  const asked: string[] = [];
  upstream.script((response, { body, method }) => {
    if (method === 'GET') return sendJson(response, MODELS);
    const { model: name } = JSON.parse(body) as Sent;
    asked.push(name);
    if (asked.length < 3) {
      response.setHeader('retry-after', asked.length === 1 ? '4' : '600');
      response.setHeader('x-should-retry', 'false');
      return sendJson(response, refusal('rate_limit_exceeded', 'Rate limit reached.'), 429);
    }
    sendEvents(response, [chunk({ content: `Says ${name}.` }, 'stop'), '[DONE]']);
    response.end();
  });
  await page.getByRole('textbox', { name: 'Message' }).fill('Hello');
  await page.keyboard.press('Enter');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Too many requests');
  await alert.getByRole('button', { name: /^Try again in \d s/ }).click();
  await expect(alert.getByRole('button', { name: /^Trying again in/ })).toBeVisible();
  await expect(alert.getByRole('button', { name: /^Try again in \d\d\d s/ })).toBeVisible();
  expect(asked).toHaveLength(2);
  await expectAccessible(page);
  await alert.getByRole('button', { name: 'Other model' }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Says scripted-2.');
  await expect(
    page.getByRole('button', { name: /^Change the model, now .*scripted-2/ }),
  ).toBeVisible();
});

test(
  'a conversation that is too long is sent without its beginning',
  { tag: '@edge' },
  async ({ page, upstream }) => {
    const message = "This model's maximum context length is 4096 tokens.";
    upstream.script((response, { body }) => {
      if ((JSON.parse(body) as Sent).messages.length > 2) {
        return sendJson(response, refusal('context_length_exceeded', message), 400);
      }
      sendEvents(response, [chunk({ content: 'Fine.' }, 'stop'), '[DONE]']);
      response.end();
    });
    const box = page.getByRole('textbox', { name: 'Message' });
    for (const text of ['One', 'Two', 'Three']) {
      await box.fill(text);
      await page.getByRole('button', { name: 'Add without running' }).click();
    }
    await box.fill('Four');
    await page.keyboard.press('Enter');
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('too long for this model');
    await expect(alert).toContainText(message);
    await alert.getByRole('button', { name: 'Send the last 2 messages only' }).click();
    await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Fine.');
    const sent = JSON.parse(upstream.received.at(-1)?.body ?? '') as Sent;
    expect(sent.messages.map(({ content }) => content)).toEqual(['Three', 'Four']);
  },
);
