import type { Page } from '@playwright/test';
import { expect, heldBack, pressRun, test } from './fixtures/test';

const MODELS = /\/v1\/models$/;
const ANSWERS = /\/v1\/chat\/completions$/;

/** How many answers were asked for. */
function answersAsked(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && ANSWERS.test(request.url())) count += 1;
  });
  return () => count;
}

const box = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });

test('Enter before the models are there waits for them, and asks once', async ({ page }) => {
  const arrive = await heldBack(page, MODELS);
  const asked = answersAsked(page);
  await page.goto('/');
  await box(page).fill('Hello');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Runs when the models are loaded')).toBeVisible();
  await page.keyboard.press('Enter');
  expect(asked()).toBe(0);
  await expect(box(page)).toHaveValue('Hello');
  arrive();
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Hello');
  await expect(box(page)).toHaveValue('');
  await expect(page.getByRole('article', { name: 'User' })).toHaveCount(1);
  expect(asked()).toBe(1);
});

for (const [how, act] of [
  ['Esc', (page: Page) => page.keyboard.press('Escape')],
  ['Stop', (page: Page) => page.getByRole('button', { name: /^Stop/ }).click()],
  ['another word', (page: Page) => page.keyboard.type(' you')],
] as const) {
  test(`${how} takes back what waits for the models, and the words stay`, async ({ page }) => {
    const arrive = await heldBack(page, MODELS);
    const asked = answersAsked(page);
    await page.goto('/');
    await box(page).fill('Hello');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /^Stop/ })).toBeVisible();
    await act(page);
    await expect(page.getByRole('button', { name: /^Run/ })).toBeVisible();
    arrive();
    await expect(page.getByText('Will be stored')).toBeVisible();
    await expect(box(page)).toHaveValue(/^Hello/);
    expect(asked()).toBe(0);
  });
}

test('where no model comes, what waits says so and keeps its words', async ({ page }) => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(MODELS, async (route) => {
    await arrived;
    await route.fulfill({ json: { object: 'list', data: [] } });
  });
  await page.goto('/');
  await box(page).fill('Hello');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Runs when the models are loaded')).toBeVisible();
  arrive();
  await expect(page.getByText('Choose a model first')).toBeVisible();
  await expect(box(page)).toHaveValue('Hello');
});

test('an empty box waits for nothing', async ({ page }) => {
  const arrive = await heldBack(page, MODELS);
  const asked = answersAsked(page);
  await page.goto('/');
  await box(page).press('Control+Enter');
  await expect(page.getByRole('button', { name: /^Stop/ })).toHaveCount(0);
  arrive();
  await expect(page.getByRole('article', { name: 'User' })).toHaveCount(0);
  expect(asked()).toBe(0);
});

for (const [how, again] of [
  ['Try again', (page: Page) => page.getByRole('button', { name: 'Try again' }).click()],
  [
    'Save and run',
    async (page: Page) => {
      const edit = page
        .getByRole('article', { name: 'User' })
        .getByRole('button', { name: 'Edit' });
      const run = page.getByRole('button', { name: 'Save and run' });
      // A page that is still loading may take the first click for nothing.
      await expect(async () => {
        if (await edit.isVisible()) await edit.click();
        await expect(run).toBeVisible({ timeout: 2_000 });
      }).toPass();
      await run.click();
    },
  ],
] as const) {
  test(`${how} of a turn waits for the models as Run does`, async ({ page }) => {
    await page.goto('/');
    await box(page).fill('Hello');
    await pressRun(page);
    await expect(page.getByText(/^Stored/)).toBeVisible();
    const arrive = await heldBack(page, MODELS);
    const bodies: unknown[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && ANSWERS.test(request.url()))
        bodies.push(request.postDataJSON());
    });
    await page.reload();
    await again(page);
    await expect(page.getByText('Runs when the models are loaded')).toBeVisible();
    expect(bodies).toEqual([]);
    arrive();
    await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Hello');
    expect(bodies).toMatchObject([{ model: expect.stringMatching(/^demo:/) as unknown }]);
  });
}

test('all columns wait for the models, and each is asked once', async ({ page }) => {
  const arrive = await heldBack(page, MODELS);
  const asked = answersAsked(page);
  await page.goto('/?compare');
  await page.getByRole('textbox', { name: 'Message to all columns' }).fill('Hello');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Runs when the models are loaded')).toBeVisible();
  await page.keyboard.press('Enter');
  arrive();
  await expect(page.getByRole('region', { name: 'Column B' })).toContainText('Hello');
  await expect.poll(asked).toBe(2);
});

test('Try again of one column waits for the models, and asks that column alone', async ({
  page,
}) => {
  await page.goto('/?compare');
  await page.getByRole('textbox', { name: 'Message to all columns' }).fill('Hello');
  await pressRun(page);
  const again = page.getByRole('button', { name: /^Try [AB] again$/ });
  await expect(again).toHaveCount(2);
  const arrive = await heldBack(page, MODELS);
  const asked = answersAsked(page);
  await page.reload();
  await again.last().click();
  await expect(page.getByText('Runs when the models are loaded')).toBeVisible();
  expect(asked()).toBe(0);
  arrive();
  await expect(again).toHaveCount(2);
  expect(asked()).toBe(1);
});

test('Try again of several columns waits for the models, and asks each of them once', async ({
  page,
}) => {
  await page.goto('/?compare');
  await page.getByRole('textbox', { name: 'Message to all columns' }).fill('Hello');
  await pressRun(page);
  const again = (letters: string) =>
    page.getByRole('button', { name: new RegExp(`^Try [${letters}] again$`) });
  await expect(again('AB')).toHaveCount(2);
  await page.getByRole('button', { name: 'Add a column' }).click();
  await pressRun(page);
  await expect(again('ABC')).toHaveCount(3);
  const arrive = await heldBack(page, MODELS);
  const asked = answersAsked(page);
  await page.reload();
  await again('C').click();
  await again('A').click();
  await expect(page.getByText('Runs when the models are loaded')).toBeVisible();
  expect(asked()).toBe(0);
  arrive();
  await expect(page.getByText('2 of 2')).toHaveCount(2);
  await expect(again('ABC')).toHaveCount(3);
  expect(asked()).toBe(2);
});

test('letters typed while a part is on its way do not act on the page', async ({ page }) => {
  // Each is held from the start: other code may bring it.
  const compare = await heldBack(page, /\/compare-view[^/]*\.js$/);
  const dialogs = await heldBack(page, /\/history-dialog[^/]*\.js$/);
  await page.goto('/');
  await expect(page.getByText('Will be stored')).toBeVisible();
  await page.getByRole('button', { name: 'History' }).click();
  await page.keyboard.type('dogs? /');
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  dialogs();
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.keyboard.type('dogs? ');
  await expect(page).toHaveURL(/\/\?compare/);
  compare();
  await expect(page.getByRole('textbox', { name: 'Message to all columns' })).toBeVisible();
});
