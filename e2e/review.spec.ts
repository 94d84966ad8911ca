import type { Page } from '@playwright/test';
import { startPlainServer } from './fixtures/plain-server';
import { expect, expectAccessible, store, test } from './fixtures/test';
import type { ChatkeepServer } from './fixtures/chatkeep-server';

/** The first item is the newest. */
async function storeItems(server: ChatkeepServer, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = count - 1; i >= 0; i -= 1) {
    const messages = [
      { role: 'system', content: 'Answer briefly.\nIn two lines.' },
      { role: 'user', content: `Earlier ${i}` },
      { role: 'assistant', content: 'Yes?' },
      { role: 'user', content: `Item ${i}` },
    ];
    ids.unshift(await store(server, { messages, metadata: { env: i === 2 ? 'test' : 'prod' } }));
  }
  return ids;
}

const asked = (page: Page, text: string) =>
  expect(page.getByRole('article', { name: 'User' }).last()).toContainText(text);

async function metadataOf(server: ChatkeepServer, id: string | undefined): Promise<object> {
  const answer = await fetch(`${server.url}/v1/chat/completions/${id}`);
  return ((await answer.json()) as { metadata: object }).metadata;
}

/** Presses keys and counts them. */
function counting(page: Page) {
  const keys = { count: 0 };
  const press = async (...names: string[]) => {
    for (const name of names) {
      keys.count += 1;
      await page.keyboard.press(name);
    }
  };
  return { keys, press };
}

/** As a file that somebody has sent. */
const THREE = {
  format: 'chatkeep.questions',
  version: 1,
  name: 'Refunds',
  questions: [
    {
      label: 'What is it?',
      key: 'kind',
      kind: 'choice',
      values: ['good', 'wrong fact', 'wrong tone', 'should refuse'],
    },
    {
      label: 'How helpful was it?',
      key: 'helpful',
      kind: 'scale',
      low: 'no use',
      high: 'solved it',
    },
    { label: 'Did it promise money?', key: 'promise', kind: 'yes-no' },
    { label: 'Note', key: 'remark', kind: 'note', required: false },
  ],
};

async function openQuestions(page: Page): Promise<void> {
  await page.getByLabel('File of questions').setInputFiles({
    name: 'questions.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(THREE)),
  });
}

test('judges five of a filtered list with five keys, and undoes, folds, notes without the mouse', async ({
  page,
  server,
}) => {
  const ids = await storeItems(server, 6);
  const { keys, press } = counting(page);
  await page.goto('/completions?metadata[env]=prod&limit=2');
  await page.getByRole('main').getByRole('link', { name: 'Review' }).click();
  await asked(page, 'Item 0');
  await expect(page.getByText('0 of 5')).toBeVisible();
  await expectAccessible(page);
  await press('1', '2', '3', '1', '2');
  await expect(page.getByText('5 of 5 · none left')).toBeVisible();
  expect(keys.count).toBe(5);
  await asked(page, 'Item 5');

  // What came before the question stands back until it is asked for.
  const system = page.getByRole('button', { name: 'Show the instructions' });
  await expect(system).toHaveAttribute('aria-expanded', 'false');
  await press('s');
  await expect(page.getByRole('button', { name: 'Fold the instructions' })).toBeVisible();
  await expect(page.getByText('Earlier 5')).toBeHidden();
  await press('p');
  await expect(page.getByText('Earlier 5')).toBeVisible();
  await press('a');
  await expect(page.locator('[data-judged]')).toBeFocused();

  await press('u');
  await expect(page.getByText('4 of 5')).toBeVisible();
  await press('m');
  await page.keyboard.type('wrong tone');
  await press('Escape', '2');
  await expect(page.getByText('5 of 5 · none left')).toBeVisible();
  await expect
    .poll(() => metadataOf(server, ids[5]))
    .toEqual({ env: 'prod', review: 'bad', note: 'wrong tone' });
  const good = await fetch(`${server.url}/v1/chat/completions?metadata[review]=good`);
  expect(await good.json()).toMatchObject({ data: [{ id: ids[4] }, { id: ids[0] }] });

  // Nothing is left, and what there was comes back on request.
  await page.goto('/review?metadata[env]=prod');
  await expect(page.getByText('Nothing to review')).toBeVisible();
  await expect(page.getByText('All 5 have their verdict.')).toBeVisible();
  await page.getByRole('button', { name: 'Show those with a verdict' }).click();
  await asked(page, 'Item 0');
});

test('asks the questions of a file: three keys each, the active one marked, half answers come back', async ({
  page,
  server,
}) => {
  const ids = await storeItems(server, 3);
  const { keys, press } = counting(page);
  await page.goto('/review');
  await asked(page, 'Item 0');
  await expect(page.getByRole('button', { name: /^Questions/ })).toBeVisible();
  await openQuestions(page);
  const offer = page.getByRole('dialog', { name: 'Refunds' });
  await expect(offer).toContainText('one of good, wrong fact, wrong tone, should refuse');
  await expectAccessible(page);
  await offer.getByRole('button', { name: 'Use these questions' }).click();
  await asked(page, 'Item 0');
  await expect(page.getByRole('group', { name: /What is it/ })).toHaveAttribute('data-active');
  await expectAccessible(page);
  await press('2', '5', 'n');
  await asked(page, 'Item 1');
  expect(keys.count).toBe(3);
  await expect
    .poll(() => metadataOf(server, ids[0]))
    .toEqual({ env: 'prod', kind: 'wrong fact', helpful: '5', promise: 'no' });
  await press('1', 'j');
  await asked(page, 'Item 2');
  // One answer of three is no verdict.
  await page.goto('/review');
  await asked(page, 'Item 1');
  await expect(page.getByRole('button', { name: 'good', pressed: true })).toBeVisible();
  await expect(page.getByRole('group', { name: /How helpful/ })).toHaveAttribute('data-active');
  await expect(page.getByText('1 of 3')).toBeVisible();
});

test('questions go to a colleague in a link, which replaces nothing before it is agreed to', async ({
  page,
  server,
  context,
}) => {
  await storeItems(server, 2);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/review?metadata[env]=prod');
  await expect(page.getByRole('button', { name: /^Questions/ })).toBeVisible();
  await openQuestions(page);
  await page.getByRole('button', { name: 'Use these questions' }).click();
  await page.getByRole('button', { name: 'Questions: Refunds' }).click();
  await page.getByRole('menuitem', { name: 'Copy a link' }).click();
  await expect(page.getByText('The link is copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/review\?metadata\[env\]=prod#questions=[\w-]+$/);

  // Their own questions of that name are others.
  await page.getByRole('button', { name: 'Questions: Refunds' }).click();
  await page.getByRole('menuitem', { name: 'Edit these questions…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Questions' });
  await dialog.getByRole('button', { name: /How helpful/ }).click();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Remove question 2' }).click();
  await dialog.getByRole('button', { name: 'Save questions' }).click();
  await expect(page.getByRole('group', { name: /How helpful/ })).toBeHidden();
  await page.goto('about:blank');
  await page.goto(link);
  const offer = page.getByRole('dialog', { name: 'Refunds' });
  await expect(offer).toContainText('You have other questions under this name');
  await expect(page.getByRole('group', { name: /How helpful/ })).toBeHidden();
  await offer.getByRole('button', { name: 'Keep both' }).click();
  await expect(page.getByRole('button', { name: 'Questions: Refunds 2' })).toBeVisible();
  await expect(page.getByRole('group', { name: /How helpful/ })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');

  await page.goto('about:blank');
  await page.goto(`${server.url}/review#questions=%3Cscript%3E`);
  await expect(page.getByRole('alert')).toContainText('no questions that can be asked');
});

test(
  'a phone asks one question at a time, with large buttons',
  { tag: '@edge' },
  async ({ page, server }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await storeItems(server, 2);
    await page.goto('/review');
    await expect(page.getByRole('button', { name: /^Questions/ })).toBeVisible();
    await openQuestions(page);
    await page.getByRole('button', { name: 'Use these questions' }).click();
    const questions = page.getByRole('complementary', { name: 'Questions' });
    await expect(questions.getByRole('group')).toHaveCount(1);
    const answers = questions.getByRole('group').getByRole('button');
    await expect(answers).toHaveCount(4);
    for (const answer of await answers.all()) {
      const box = await answer.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
      expect(box?.width).toBeGreaterThan(150);
    }
    await expectAccessible(page);
    await answers.nth(1).click();
    await expect(questions.getByRole('group', { name: /How helpful/ })).toBeVisible();
    await questions.getByRole('button', { name: '4' }).click();
    await questions.getByRole('button', { name: 'yes' }).click();
    await asked(page, 'Item 1');
    await expect(questions.getByRole('group', { name: /What is it/ })).toBeVisible();
  },
);

test('what has not arrived is the red part of the bar, over a reload, until it has', async ({
  page,
  server,
}) => {
  const ids = await storeItems(server, 4);
  await page.goto('/review');
  await expect(page.getByText('0 of 4')).toBeVisible();
  const writes = (path: URL) => /completions\/chatcmpl/.test(path.pathname);
  await page.route(writes, (route) =>
    route.request().method() === 'POST' ? route.abort('connectionrefused') : route.fallback(),
  );
  await page.keyboard.press('1');
  await asked(page, 'Item 1');
  await page.keyboard.press('2');
  await asked(page, 'Item 2');
  const bar = page.getByRole('progressbar', { name: 'Judged' });
  await expect(bar).toHaveAttribute('aria-valuetext', '2 of 4 judged, 2 of them not saved');
  await expect(page.getByRole('region', { name: 'Not saved' })).toContainText('Item 0');
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole('region', { name: 'Not saved' })).toContainText('2 changes');
  await asked(page, 'Item 2');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  // Unless it has just tried by itself.
  const again = page.getByRole('button', { name: 'Try now' });
  await again.click({ timeout: 3_000 }).catch(() => expect(again).toHaveCount(0));
  await expect(page.getByText('2 of 4')).toBeVisible();
  await expect.poll(() => metadataOf(server, ids[1])).toEqual({ env: 'prod', review: 'bad' });
});

test(
  'passes over what has its verdict on a server with OpenAI’s API alone, by looking at it',
  { tag: '@edge' },
  async ({ page }) => {
    const plain = await startPlainServer('sk-plain', 25);
    for (const { metadata } of plain.completions.slice(3)) metadata['review'] = 'good';
    await page.goto('/settings/browser');
    await page.getByLabel('Base URL').fill(plain.baseUrl);
    await page.getByLabel('API key').fill('sk-plain');
    await page.getByRole('button', { name: 'Use this connection' }).click();
    await expect(page.getByRole('button', { name: /^Source: 127/ })).toBeVisible();
    await page.getByRole('link', { name: 'Review' }).click();
    await expect(page.getByText('Plain answer 2', { exact: true })).toBeVisible();
    await expect(page.getByText(/0 done now; 127.* does not count what is left/)).toBeVisible();
    await page.keyboard.press('2');
    await expect(page.getByText('Plain answer 1', { exact: true })).toBeVisible();
    await expect.poll(() => plain.completions[2]?.metadata['review']).toBe('bad');
    await plain.close();
  },
);

test('shows completions beside the table and walks them across pages', async ({ page, server }) => {
  for (let i = 0; i < 5; i += 1) {
    await store(server, { messages: [{ role: 'user', content: `Item ${i}` }] });
  }
  await page.goto('/completions?limit=2');
  await expect(page.getByRole('row', { name: /Item 4/ })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('p');
  const drawer = page.getByRole('complementary', { name: 'Completion' });
  await expect(drawer.getByRole('article', { name: 'User' })).toContainText('Item 4');
  await expectAccessible(page);
  await page
    .getByRole('row', { name: /Item 3/ })
    .getByRole('link')
    .click();
  await expect(drawer.getByRole('article', { name: 'User' })).toContainText('Item 3');
  for (const text of ['Item 2', 'Item 1', 'Item 0']) {
    await expect(drawer.getByRole('button', { name: 'Next' })).toBeEnabled();
    await page.keyboard.press('j');
    await expect(drawer.getByRole('article', { name: 'User' })).toContainText(text);
  }
  await page.reload();
  await expect(drawer.getByRole('article', { name: 'User' })).toContainText('Item 0');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
});
