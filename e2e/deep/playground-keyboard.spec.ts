import { chunk, sendEvents, sendJson } from '../../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from '../fixtures/test';

type Sent = { messages: { role: string; content: string }[] };

test.beforeEach(async ({ page, upstream }) => {
  upstream.script((response, { method, body }) => {
    const models = { object: 'list', data: [{ id: 'scripted-1' }] };
    if (method === 'GET') return sendJson(response, models);
    const content = `Heard: ${(JSON.parse(body) as Sent).messages.at(-1)?.content}`;
    const usage = { prompt_tokens: 3, completion_tokens: 412, total_tokens: 415 };
    sendEvents(response, [
      chunk({ role: 'assistant', content }, 'stop'),
      { ...chunk({}), choices: [], usage },
      '[DONE]',
    ]);
    response.end();
  });
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
});

test('everything goes from the keyboard, and the end of an answer is told, not its words', async ({
  page,
}) => {
  const box = page.getByRole('textbox', { name: 'Message' });
  const answer = page.getByRole('article', { name: 'Assistant' });
  await box.fill('One');
  await page.keyboard.press('Control+Enter');
  await expect(answer).toContainText('Heard: One');
  await expect(
    page.getByRole('status').filter({ hasText: 'Answer complete, 412 tokens' }),
  ).toHaveCount(1);
  await expect(page.getByRole('status').filter({ hasText: 'Heard' })).toHaveCount(0);
  await expect(box).toBeFocused();
  await page.keyboard.press('ArrowUp');
  const editor = page.getByRole('textbox', { name: 'Text of the message' });
  await expect(editor).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(box).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await editor.fill('Two');
  await page.keyboard.press('Control+Enter');
  await expect(answer).toContainText('Heard: Two');
  await expect(page.getByText('2 of 2').first()).toBeVisible();

  await box.fill('a draft');
  await page.keyboard.press('Control+Shift+O');
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('');
  await page.getByRole('heading', { name: 'New conversation' }).click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText(
    'New conversation',
  );
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  // The draft has stayed with its conversation.
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByRole('list', { name: 'Conversations' }).getByRole('button').first().click();
  await expect(box).toHaveValue('a draft');
  await page.getByRole('link', { name: 'Completions' }).click();
  await page.getByRole('link', { name: 'Playground' }).click();
  await expect(box).toHaveValue('a draft');
});

test('names in braces get values before anything is sent', async ({ page, upstream }) => {
  const box = page.getByRole('textbox', { name: 'Message' });
  await box.fill('Write a {{length}} poem about {{ topic }} in {{mustache}}');
  await expect(page.getByText('Give length a value first')).toBeVisible();
  const panel = page.getByRole('region', { name: 'Variables' });
  await panel.getByRole('textbox', { name: 'length' }).fill('short');
  await panel.getByRole('textbox', { name: 'topic' }).fill('{{length}} days');
  await panel.getByRole('button', { name: 'Keep {{mustache}} as text' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Code/ }).click();
  await expect(page.getByRole('dialog').getByRole('figure')).toContainText(
    'short poem about {{length}} days in {{mustache}}',
  );
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(panel.getByRole('textbox', { name: 'length' })).toHaveValue('short');
  await box.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Heard: Write');
  await expect(page.getByRole('article', { name: 'User' })).toContainText('a {{length}} poem');
  const body = upstream.received.findLast(({ method }) => method === 'POST')?.body ?? '{}';
  expect((JSON.parse(body) as Sent).messages).toEqual([
    { role: 'user', content: 'Write a short poem about {{length}} days in {{mustache}}' },
  ]);
});

test('a message that was sent keeps the values that filled it, also after a reload', async ({
  page,
  upstream,
}) => {
  const box = page.getByRole('textbox', { name: 'Message' });
  const value = page
    .getByRole('region', { name: 'Variables' })
    .getByRole('textbox', { name: 'animal' });
  const users = page.getByRole('article', { name: 'User' });
  const answers = page.getByRole('article', { name: 'Assistant' });
  const sent = () => upstream.received.filter(({ method }) => method === 'POST');
  const messagesOf = (body = '') => /"messages":(\[.*?\]),/s.exec(body)?.[1];

  await box.fill('Draw a {{animal}}');
  await value.fill('cat');
  await box.press('Enter');
  await expect(answers).toHaveCount(1);
  await expect(answers.first()).toContainText('animalcat');
  await value.fill('dog');
  await page.reload();
  await expect(value).toHaveValue('dog');
  await expect(answers.first()).toContainText('animalcat');
  await box.fill('And a {{animal}}');
  await box.press('Enter');
  await expect(answers).toHaveCount(2);
  await expect(answers.last()).toContainText('animaldog');
  const first = '{"role":"user","content":"Draw a cat"}';
  const heard = (text: string) => `{"role":"assistant","content":"Heard: ${text}"}`;
  expect(sent().map(({ body }) => messagesOf(body))).toEqual([
    `[${first}]`,
    `[${first},${heard('Draw a cat')},{"role":"user","content":"And a dog"}]`,
  ]);

  // Sent anew it is filled anew.
  await value.fill('owl');
  await users.first().getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Save and run' }).click();
  await expect(answers.first()).toContainText('animalowl');
  await expect(answers).toContainText('Heard: Draw a owl');
  expect(messagesOf(sent().at(-1)?.body)).toBe('[{"role":"user","content":"Draw a owl"}]');
  await users.first().getByRole('button', { name: 'Version before' }).click();
  await expect(answers.first()).toContainText('animalcat');
});
