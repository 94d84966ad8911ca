import type { Page } from '@playwright/test';
import {
  chunk,
  type ScriptedUpstream,
  sendEvents,
  sendJson,
} from '../../server/testing/scripted-upstream';
import { expect, pressRun, test } from '../fixtures/test';

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

/** Every key that runs, in an empty box, in one that is not, and outside of it. */
async function tryToRun(page: Page, box: string, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: box, exact: true });
  await field.fill(text);
  for (const key of ['Enter', 'Control+Enter', 'Meta+Enter']) await field.press(key);
  await page.locator('main').press('Control+Enter');
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

test('nothing runs before the models are there, and then the same words do', async ({ page }) => {
  let arrived = () => undefined as void;
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  await page.route('**/v1/models', async (route) => {
    await arrival;
    await route.continue();
  });
  await page.goto('/');
  await tryToRun(page, 'Message', 'Too early');
  await expect(page.getByRole('button', { name: /^Run/ })).toHaveAccessibleDescription(
    'Loading the models…',
  );
  arrived();
  await page.getByRole('textbox', { name: 'Message' }).focus();
  await pressRun(page);
  await expect(page.getByRole('article', { name: 'User' })).toContainText('Too early');
});
