import type { Page } from '@playwright/test';
import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, marks, test } from './fixtures/test';

const lines = (word: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${word} ${at}.`).join('\n\n');

/** Where the reader is: how far the conversation is scrolled, once it rests. */
const top = (page: Page) =>
  page.getByRole('region', { name: 'Conversation' }).evaluate(async (box) => {
    for (let frame = 0; frame < 6; frame += 1) await new Promise(requestAnimationFrame);
    return Math.round(box.scrollTop);
  });
const scrollTo = (page: Page, to: number) =>
  page
    .getByRole('region', { name: 'Conversation' })
    .evaluate((box, place) => box.scrollTo({ top: place }), to);

test.beforeEach(async ({ page, upstream }) => {
  let answers = 0;
  upstream.script((response, { method }) => {
    if (method === 'GET') return sendJson(response, { object: 'list', data: [{ id: 'm' }] });
    answers += 1;
    sendEvents(response, [chunk({ content: lines('Line', 20 + 10 * answers) }, 'stop'), '[DONE]']);
    response.end();
  });
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted:m');
  await page.keyboard.press('Enter');
});

async function ask(page: Page, text: string) {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  await page.keyboard.press('Enter');
  await expect(page.getByText(text, { exact: true }).last()).toBeAttached();
  await expect(page.getByRole('link', { name: 'Open', exact: true }).last()).toBeInViewport();
}

test('whoever changes a message keeps their place; whoever sends one comes to the end', async ({
  page,
}) => {
  const box = page.getByRole('textbox', { name: 'Message', exact: true });
  const text = page.getByRole('textbox', { name: 'Text of the message' });
  const users = page.getByRole('article', { name: 'User' });
  const answers = page.getByRole('article', { name: 'Assistant' });
  await page.getByRole('combobox', { name: 'Role of the message' }).selectOption('system');
  await box.fill('Be brief, {{name}}.');
  await page.getByRole('button', { name: 'Add without running' }).click();
  await page.getByRole('combobox', { name: 'Role of the message' }).selectOption('user');
  const name = page.getByRole('textbox', { name: 'name', exact: true });
  await name.fill('Ada');
  for (const [at, words] of ['First', 'Second', 'Third'].entries()) {
    await ask(page, words);
    await expect(answers).toHaveCount(at + 1);
    await expect(answers.last()).toContainText(`Line ${29 + 10 * at}.`);
    await expect(answers.last().getByText(`Line ${29 + 10 * at}.`)).toBeInViewport();
  }

  // The instructions, at the head.
  await scrollTo(page, 0);
  const system = page.getByRole('article', { name: 'System' });
  await system.hover();
  await system.getByRole('button', { name: 'Edit' }).click();
  await text.fill('Be very brief, {{name}}.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(system).toContainText('very brief');
  await expect.poll(() => marks(page, 'variable')).toEqual(['{{name}}']);
  expect(await top(page)).toBe(0);
  await system.getByRole('button', { name: 'Version before' }).click();
  await expect(system).toContainText('Be brief');
  expect(await top(page)).toBe(0);
  await name.fill('Grace');
  expect(await top(page)).toBe(0);

  // A message in the middle, and one that goes.
  await users.nth(1).scrollIntoViewIfNeeded();
  await users.nth(1).hover();
  await users.nth(1).getByRole('button', { name: 'Edit' }).click();
  await text.fill('Second, in other words');
  const middle = await top(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(users.nth(1)).toContainText('in other words');
  expect(await top(page)).toBe(middle);
  await users.nth(1).getByRole('button', { name: 'Delete' }).click();
  await expect(users.nth(1)).not.toContainText('in other words');
  expect(await top(page)).toBe(middle);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(users.nth(1)).toContainText('in other words');
  expect(await top(page)).toBe(middle);

  await ask(page, 'Fourth');
  await expect(answers.last().getByText('Line 59.')).toBeInViewport();
});

test(
  'the switch of versions stays under the pointer and keeps the focus, however long they are',
  { tag: '@edge' },
  async ({ page }) => {
    const answer = page.getByRole('article', { name: 'Assistant' });
    await ask(page, 'Go on');
    await expect(answer.getByText('Line 29.')).toBeInViewport();
    await answer.getByRole('button', { name: 'Try again' }).click();
    await expect(answer.getByText('Line 39.')).toBeInViewport();
    await answer.getByRole('button', { name: 'Try again' }).click();
    await expect(answer.getByText('Line 49.')).toBeInViewport();
    const before = answer.getByRole('button', { name: 'Version before' });
    const after = answer.getByRole('button', { name: 'Version after' });
    const place = async () => Math.round((await after.boundingBox())?.y ?? 0);
    await scrollTo(page, 0);
    await after.scrollIntoViewIfNeeded();
    await before.focus();
    const at = await place();
    await page.keyboard.press('Enter');
    await expect(answer.getByText('Line 49.')).toHaveCount(0);
    await expect(before).toBeFocused();
    await top(page);
    expect(Math.abs((await place()) - at)).toBeLessThanOrEqual(2);
    await after.click();
    await expect(answer.getByText('Line 49.')).toBeVisible();
    await top(page);
    expect(Math.abs((await place()) - at)).toBeLessThanOrEqual(2);
  },
);

test(
  'another conversation is opened at its end, however far this one was scrolled',
  { tag: '@edge' },
  async ({ page }) => {
    const answer = page.getByRole('article', { name: 'Assistant' });
    await ask(page, 'Once');
    await expect(answer).toContainText('Line 29.');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    for (const words of ['One', 'Two']) await ask(page, words);
    await expect(answer).toHaveCount(2);
    await answer.last().hover();
    // The page may still settle.
    await expect(async () => {
      await page.mouse.wheel(0, -900);
      await expect(page.getByRole('button', { name: /Latest/ })).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByRole('button', { name: /^Once/ }).click();
    await expect(answer).toHaveCount(1);
    await expect(answer.getByText('Line 29.')).toBeInViewport();
  },
);

test(
  'what is typed in a large editor survives a tablet that is turned',
  { tag: '@edge' },
  async ({ page }) => {
    const turn = (width: number) => page.setViewportSize({ width, height: 1366 });
    const panel = page.getByRole('complementary', { name: 'Parameters' });
    await turn(1366);
    await page.getByRole('button', { name: 'Set tools' }).click();
    await page.getByRole('button', { name: 'Function', exact: true }).click();
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('create_refund');
    await turn(1024);
    await expect(name).toHaveValue('create_refund');
    await page.getByRole('button', { name: /^Save/ }).click();
    await expect(panel).toHaveCount(0);

    // From the sheet, and back.
    const sheet = page.getByRole('button', { name: /^Parameters/ });
    await sheet.click();
    await page.getByRole('button', { name: 'Function of create_refund' }).click();
    await page.getByRole('textbox', { name: 'Description' }).fill('Pays it back');
    await turn(1366);
    await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Pays it back');
    await page.getByRole('button', { name: /^Save/ }).click();
    await expect(panel).toBeVisible();
    await page.getByRole('button', { name: 'Set response_format' }).click();
    await page.getByRole('combobox', { name: 'Format of the answer' }).selectOption('json_schema');
    await page.getByRole('button', { name: 'Edit the schema' }).click();
    await name.fill('order_claim');
    await turn(1024);
    await expect(name).toHaveValue('order_claim');
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
  },
);
