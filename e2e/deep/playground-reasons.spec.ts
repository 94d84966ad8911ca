import type { Locator, Page } from '@playwright/test';
import {
  chunk,
  type ScriptedUpstream,
  sendEvents,
  sendJson,
} from '../../server/testing/scripted-upstream';
import { expect, heldBack, test } from '../fixtures/test';

type Sent = { messages: { role: string; content: string }[] };

const CALL = {
  index: 0,
  id: 'c1',
  type: 'function',
  function: { name: 'weather', arguments: '{}' },
};

test.beforeEach(({ upstream }) => {
  upstream.script((response, { method, body }) => {
    const models = { object: 'list', data: [{ id: 'scripted-1' }] };
    if (method === 'GET') return sendJson(response, models);
    const asksTool = (JSON.parse(body) as Sent).messages.at(-1)?.content.includes('weather');
    const delta = asksTool ? { tool_calls: [CALL] } : { content: 'Said.' };
    sendEvents(response, [chunk(delta, asksTool ? 'tool_calls' : 'stop'), '[DONE]']);
    response.end();
  });
});

const posts = ({ received }: ScriptedUpstream) =>
  received.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body) as Sent);

async function pressRunKeys(page: Page, field: Locator): Promise<void> {
  for (const key of ['Enter', 'Control+Enter', 'Meta+Enter']) await field.press(key);
  await page.locator('main').press('Control+Enter');
}

/** Every key that runs, in an empty box, in one that is not, and outside of it. */
async function tryToRun(page: Page, box: string, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: box, exact: true });
  await field.fill(text);
  await pressRunKeys(page, field);
  await expect(page.getByRole('button', { name: /^Run/ }).last()).toBeDisabled();
}

async function choose(page: Page, at: number): Promise<void> {
  await page
    .getByRole('button', { name: /^(Model|Change the model)/ })
    .nth(at)
    .click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
}

test('nothing is sent that a provider would refuse, or answer twice, and the reason stands beside Run', async ({
  page,
  upstream,
}) => {
  await page.goto('/');
  await choose(page, 0);
  const box = page.getByRole('textbox', { name: 'Message', exact: true });
  await box.fill('Hello {{name}}');
  await page.getByRole('textbox', { name: 'name', exact: true }).fill('Ada');
  await box.press('Enter');
  await expect(page.getByText('Said.')).toBeVisible();
  expect(posts(upstream)).toHaveLength(1);
  await tryToRun(page, 'Message', '');
  await expect(page.getByRole('button', { name: /^Run/ })).toHaveAccessibleDescription(
    'Write a message first',
  );
  expect(posts(upstream)).toHaveLength(1);

  // The first message keeps the value that it was sent with.
  await box.fill('The weather, {{name}}?');
  await page.getByRole('textbox', { name: 'name', exact: true }).fill('Bob');
  await box.press('Enter');
  await expect(page.getByRole('figure', { name: 'Call of weather' })).toBeVisible();
  expect(posts(upstream)[1]?.messages.map(({ content }) => content)).toEqual([
    'Hello Ada',
    'Said.',
    'The weather, Bob?',
  ]);
  for (const text of ['', 'Go on']) {
    await tryToRun(page, 'Message', text);
    await expect(page.getByText('Give the tool calls their results first')).toBeVisible();
  }
  expect(posts(upstream)).toHaveLength(2);
});

test('nor by Compare', async ({ page, upstream }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Compare' }).click();
  await choose(page, 0);
  await choose(page, 1);
  const all = page.getByRole('textbox', { name: 'Message to all columns' });
  await all.fill('Hello');
  await all.press('Enter');
  await expect(page.getByText('Said.')).toHaveCount(2);
  await tryToRun(page, 'Message to all columns', '');
  expect(posts(upstream)).toHaveLength(2);
  await all.fill('The weather?');
  await all.press('Enter');
  await expect(page.getByRole('figure', { name: 'Call of weather' })).toHaveCount(2);
  for (const text of ['', 'Go on']) await tryToRun(page, 'Message to all columns', text);
  expect(posts(upstream)).toHaveLength(4);
});

test('every key that runs waits for the models, and all together ask once', async ({ page }) => {
  const arrive = await heldBack(page, /\/v1\/models$/);
  let asked = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/chat/completions')) asked += 1;
  });
  await page.goto('/');
  const field = page.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('Too early');
  await pressRunKeys(page, field);
  await expect(page.getByText('Runs when the models are loaded')).toBeVisible();
  expect(asked).toBe(0);
  arrive();
  await expect(page.getByRole('article', { name: 'User' })).toContainText('Too early');
  await expect(page.getByRole('article', { name: 'Assistant' })).not.toBeEmpty();
  expect(asked).toBe(1);
});
