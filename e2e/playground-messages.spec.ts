import type { Locator, Page } from '@playwright/test';
import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

type Sent = { messages: { role: string; content: string }[] };

test.beforeEach(async ({ page, upstream }) => {
  const models = {
    object: 'list',
    data: [{ id: 'scripted-1', object: 'model', created: 1, owned_by: 'me' }],
  };
  upstream.script((response) => sendJson(response, models));
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
  upstream.script((response) => {
    sendEvents(response, [chunk({ content: 'An answer' }, 'stop'), '[DONE]']);
    response.end();
  });
  await page.getByRole('textbox', { name: 'Message' }).fill('A question');
  await page.getByRole('button', { name: /^Run/ }).click();
  await expect(messages(page)).toHaveCount(2);
  await expect(messages(page).last().getByRole('button', { name: 'Try again' })).toBeEnabled();
});

function messages(page: Page): Locator {
  return page.getByRole('article');
}

async function change(page: Page, message: Locator, item: string): Promise<void> {
  await message.getByRole('button', { name: 'More' }).click();
  const menu = page.getByRole('menu', { name: 'Change the conversation' });
  await menu.getByRole(/^[a-z]/.test(item) ? 'menuitemradio' : 'menuitem', { name: item }).click();
}

async function rolesAndTexts(page: Page, texts: string[]): Promise<void> {
  await expect(messages(page)).toHaveText(texts.map((text) => new RegExp(text)));
}

test('inserts, duplicates, moves and recasts messages, and sends them as they then read', async ({
  page,
  upstream,
}) => {
  const [question, answer] = [messages(page).first(), messages(page).last()];
  await question.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('menuitem', { name: /Move up/ })).toContainText('first message');
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await change(page, question, 'Insert a message below');
  await page.getByRole('textbox', { name: 'Text of the message' }).fill('Put in between');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await rolesAndTexts(page, [
    'User.*A question',
    'Assistant.*Put in between',
    'scripted-1.*An answer',
  ]);

  await change(page, messages(page).nth(1), 'system');
  await rolesAndTexts(page, [
    'User.*A question',
    'System.*Put in between',
    'scripted-1.*An answer',
  ]);
  await change(page, messages(page).nth(1), 'Move up');
  await rolesAndTexts(page, [
    'System.*Put in between',
    'User.*A question',
    'scripted-1.*An answer',
  ]);
  await change(page, messages(page).nth(1), 'Duplicate');
  await expect(messages(page)).toHaveCount(4);
  await change(page, messages(page).nth(2), 'Move down');
  await expect(answer).toContainText('A question');

  await page.reload();
  await expect(messages(page)).toHaveCount(4);
  await page.getByRole('textbox', { name: 'Message' }).fill('And now?');
  await page.getByRole('button', { name: /^Run/ }).click();
  await expect(messages(page)).toHaveCount(6);
  await expect
    .poll(() => (JSON.parse(upstream.received.at(-1)?.body || '{}') as Partial<Sent>).messages)
    .toEqual([
      { role: 'system', content: 'Put in between' },
      { role: 'user', content: 'A question' },
      { role: 'assistant', content: 'An answer' },
      { role: 'user', content: 'A question' },
      { role: 'user', content: 'And now?' },
    ]);
});

test(
  'leaves nothing behind of an insertion that was given up, and runs one that was not',
  { tag: '@edge' },
  async ({ page, upstream }) => {
    const answer = messages(page).last();
    await change(page, answer, 'Insert a message below');
    await expect(messages(page)).toHaveCount(3);
    await page.keyboard.press('Escape');
    await expect(messages(page)).toHaveCount(2);

    await change(page, answer, 'Insert a message below');
    await page.getByRole('textbox', { name: 'Text of the message' }).fill('Go on');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(messages(page)).toHaveCount(4);
    await expect
      .poll(() => (JSON.parse(upstream.received.at(-1)?.body || '{}') as Partial<Sent>).messages)
      .toEqual([
        { role: 'user', content: 'A question' },
        { role: 'assistant', content: 'An answer' },
        { role: 'user', content: 'Go on' },
      ]);
  },
);

test(
  'messages are dragged to another place, moved by keys, and written for a tool',
  { tag: '@edge' },
  async ({ page, upstream }) => {
    const box = page.getByRole('textbox', { name: 'Message' });
    await page.getByLabel('Role of the message').selectOption('tool');
    await box.fill('22 degrees');
    await expect(page.getByText('Name the call that it answers')).toBeVisible();
    await page.getByLabel('Id of the call').fill('call_1');
    await page.getByRole('button', { name: 'Add without running' }).click();
    await rolesAndTexts(page, ['User.*A question', 'scripted-1.*An answer', 'Tool.*22 degrees']);

    const handle = messages(page).last().getByRole('button', { name: 'Move' });
    await messages(page).last().hover();
    await handle.hover();
    await page.mouse.down();
    const first = await messages(page).first().boundingBox();
    if (!first) throw new Error('the first message is not there');
    await page.mouse.move(first.x + 50, first.y + 20, { steps: 5 });
    await expect(page.locator('[data-drop]')).toHaveCount(1);
    await page.mouse.move(first.x + 50, first.y + 4, { steps: 3 });
    await page.mouse.up();
    await rolesAndTexts(page, ['Tool.*22 degrees', 'User.*A question', 'scripted-1.*An answer']);
    await expect(page.locator('[data-drop]')).toHaveCount(0);

    await messages(page).first().getByRole('button', { name: 'Move' }).press('ArrowDown');
    await expect(page.getByText('Message 2 of 3')).toHaveCount(1);
    await page.keyboard.press('ArrowDown');
    await rolesAndTexts(page, ['User.*A question', 'scripted-1.*An answer', 'Tool.*22 degrees']);
    await expectAccessible(page);
    await box.fill('And now?');
    await page.getByRole('button', { name: /^Run/ }).click();
    await expect(messages(page)).toHaveCount(5);
    const sent = () => upstream.received.findLast(({ method }) => method === 'POST')?.body ?? '{}';
    await expect
      .poll(() => (JSON.parse(sent()) as Sent).messages[2])
      .toEqual({ role: 'tool', content: '22 degrees', tool_call_id: 'call_1' });
  },
);
