import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

const box = (page: Page) => page.getByRole('textbox', { name: 'Message' });

async function ask(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await page.getByRole('button', { name: /^Run/ }).click();
  await expect(page.getByRole('article', { name: 'Assistant' }).last()).toContainText(
    `Heard: ${text}`,
  );
  await expect(page.getByText(/^Stored/).last()).toBeVisible();
}

test.beforeEach(async ({ page, upstream }) => {
  upstream.script((response, { method, body }) => {
    if (method === 'GET')
      return sendJson(response, { object: 'list', data: [{ id: 'scripted-1' }] });
    const { messages } = JSON.parse(body) as { messages: { content: string }[] };
    const count = upstream.received.filter((each) => each.method === 'POST').length;
    const content = `Heard: ${messages.at(-1)?.content} (${count})`;
    sendEvents(response, [chunk({ role: 'assistant', content }, 'stop'), '[DONE]']);
    response.end();
  });
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
});

test('answers and edits become versions, and every branch is still there after a reload', async ({
  page,
}) => {
  await ask(page, 'one');
  const answer = page.getByRole('article', { name: 'Assistant' });
  await answer.hover();
  await answer.getByRole('button', { name: 'Try again' }).click();
  await expect(answer).toContainText('Heard: one (2)');
  await expect(answer).toContainText('2 of 2');
  await page.reload();
  await expect(answer).toContainText('2 of 2');
  await answer.getByRole('button', { name: 'Version before' }).click();
  await expect(answer).toContainText('Heard: one (1)');
  const user = page.getByRole('article', { name: 'User' });
  await user.hover();
  await user.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Text of the message' }).fill('two');
  await page.getByRole('button', { name: 'Save and run' }).click();
  await expect(answer).toContainText('Heard: two (3)');
  await user.getByRole('button', { name: 'Version before' }).click();
  await expect(answer).toContainText('Heard: one (2)');
  await expectAccessible(page);
});

test('conversations are kept, found, renamed, deleted with undo, exported and imported', async ({
  page,
}) => {
  await ask(page, 'About lighthouses');
  await page.getByRole('button', { name: 'New' }).click();
  await ask(page, 'About submarines');
  await page.getByRole('button', { name: 'History' }).click();
  const list = page.getByRole('list', { name: 'Conversations' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page);

  await page.getByRole('searchbox').fill('lighthouses heard');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'More for About lighthouses' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name of the conversation' }).fill('Towers');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'More for Towers' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Export/ }).click(),
  ]);
  const file = readFileSync(await download.path());
  await page
    .getByLabel('Import')
    .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: file });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await list
    .getByRole('button', { name: /^Towers/ })
    .first()
    .click();
  await expect(page.getByRole('article', { name: 'User' })).toHaveText(/About lighthouses/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Towers');
});

test(
  'a draft typed right before a reload is there afterwards',
  { tag: '@edge' },
  async ({ page }) => {
    await box(page).fill('not sent yet');
    await page.reload();
    await expect(box(page)).toHaveValue('not sent yet');
  },
);

test(
  'a second tab begins its own conversation, and two that share one lose nothing',
  { tag: '@edge' },
  async ({ page, context }) => {
    await ask(page, 'shared');
    const other = await context.newPage();
    await other.goto('/');
    await expect(box(other)).toBeVisible();
    await expect(other.getByRole('article')).toHaveCount(0);
    await other.getByRole('button', { name: 'History' }).click();
    await other.getByRole('list', { name: 'Conversations' }).getByRole('button').first().click();
    await expect(other.getByRole('article', { name: 'User' })).toContainText('shared');
    await ask(other, 'from the other');
    await ask(page, 'from the one');
    await expect(page.getByText('Kept as a copy')).toBeVisible();
    await page.getByRole('button', { name: 'History' }).click();
    const list = page.getByRole('list', { name: 'Conversations' });
    await expect(list.getByRole('listitem')).toHaveCount(2);
    await list.getByRole('button', { name: /^shared(?! \(copy)/ }).click();
    await expect(page.getByText('from the other', { exact: true })).toBeVisible();
  },
);

test('a stored answer goes on with its tab closed; a new tab shows it and joins, without a gap', async ({
  page,
  context,
  upstream,
}) => {
  let goOn = (): void => undefined;
  upstream.script((response, { method }) => {
    if (method === 'GET') return sendJson(response, { object: 'list', data: [] });
    sendEvents(response, [chunk({ role: 'assistant', content: 'Begin' })]);
    goOn = () => {
      sendEvents(response, [chunk({ content: ' and end' }, 'stop'), '[DONE]']);
      response.end();
    };
  });
  await box(page).fill('Tell me');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Begin');
  const next = await context.newPage();
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => context.pages().length).toBe(1);
  await next.goto('/');
  const answer = next.getByRole('article', { name: 'Assistant' });
  await expect(answer).toContainText('Begin');
  expect(upstream.received.filter(({ method }) => method === 'POST')).toHaveLength(1);
  goOn();
  await expect(answer).toContainText('Begin and end');
  await expect(next.getByText(/^Stored/)).toBeVisible();
});

test('Stop after a reload stops the generation itself', async ({ page, upstream }) => {
  upstream.script((response) => {
    sendEvents(response, [chunk({ role: 'assistant', content: 'Begin' })]);
  });
  await box(page).fill('Tell me');
  await page.keyboard.press('Enter');
  const answer = page.getByRole('article', { name: 'Assistant' });
  await expect(answer).toContainText('Begin');
  await page.reload();
  await expect(answer).toContainText('Begin');
  await page.getByRole('button', { name: /^Stop/ }).click();
  await upstream.received.findLast(({ method }) => method === 'POST')?.aborted;
  await expect(answer).toContainText('Stopped');
  await expect(answer).toContainText('Begin');
});
