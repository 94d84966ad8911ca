import { sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, heldBack, searchMarks, store, test } from './fixtures/test';

test('searches texts, sorts, counts and goes to the last page', async ({ page, server }) => {
  for (let i = 0; i < 7; i += 1) {
    const content = i % 2 ? `Number ${i} apple` : `Number ${i} ${'pear '.repeat(i + 1)}`;
    await store(server, { messages: [{ role: 'user', content }] });
  }
  const rows = page.getByRole('row');
  await page.goto('/completions?limit=3');
  await expect(page.getByText('1–3 of 7')).toBeVisible();
  await page.getByRole('link', { name: 'Last' }).click();
  await expect(page.getByText('5–7 of 7')).toBeVisible();
  await expect(rows.nth(3)).toContainText('Number 0');
  await page.getByRole('link', { name: 'Previous' }).click();
  await expect(rows.nth(1)).toContainText('Number 5');

  await page.keyboard.press('/');
  await page.keyboard.type('apple');
  await expect(page.getByText('1–3 of 3')).toBeVisible();
  await expect(page).toHaveURL(/q=apple/);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('button', { name: 'Tokens' }).click();
  await expect(rows.nth(1)).toContainText('Number 6');
  await expectAccessible(page);
});

test('keeps the letters that are typed while the list of filters is on its way, and after each choice', async ({
  page,
  server,
}) => {
  await store(server, { metadata: { env: 'prod' } });
  const arrive = await heldBack(page, /token-editor/);
  await page.goto('/completions');
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('f');
  const early = page.getByRole('textbox', { name: 'Loading the filters' });
  await expect(early).toBeFocused();
  await page.keyboard.type('en');
  await expectAccessible(page);
  arrive();
  const field = page.getByRole('combobox', { name: 'Filter by' });
  await expect(field).toHaveValue('en');
  await page.keyboard.type('v');
  await expect(field).toHaveValue('env');
  // Without a pause: the next list has the focus at once, and begins empty.
  await page.keyboard.press('Enter');
  await page.keyboard.type('prod');
  await expect(page.getByRole('combobox', { name: 'Values of env' })).toHaveValue('prod');
});

test('a key that asks for a filter before the filters are there opens them once they are', async ({
  page,
  server,
}) => {
  await store(server, { metadata: { env: 'prod' } });
  const arrive = await heldBack(page, /completions-(data-insights-)?soon/);
  await page.goto('/completions');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('f');
  // A key of the page otherwise.
  await page.keyboard.type('x');
  arrive();
  const field = page.getByRole('combobox', { name: 'Filter by' });
  await expect(field).toBeFocused();
  await page.keyboard.type('env');
  await expect(field).toHaveValue('env');
});

test('shares what a narrow window has left between input and output', async ({ page, server }) => {
  await store(server, { metadata: { env: 'prod', customer: '1' } });
  // As with a zoom of 200 %.
  await page.setViewportSize({ width: 720, height: 450 });
  await page.goto('/completions');
  const head = (name: string) => page.getByRole('columnheader', { name, exact: true });
  await expect(head('Metadata')).toBeVisible();
  const [input, output] = [await head('Input').boundingBox(), await head('Output').boundingBox()];
  expect(output?.width).toBeGreaterThanOrEqual((input?.width ?? 0) - 1);
});

test('filters by what the server has counted, and takes a filter off again', async ({
  page,
  server,
}) => {
  await store(server, { metadata: { env: 'prod' } });
  await store(server, { metadata: { env: 'prod' } });
  await store(server, { metadata: { env: 'test' } });
  await page.goto('/completions');
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('option', { name: /^env\s*3$/ }).click();
  await expectAccessible(page);
  await page.getByRole('option', { name: /^prod\s*2$/ }).click();
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'Condition of env: is' }).press('Enter');
  await page.getByRole('option', { name: 'is not' }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Remove env is not prod' }).click();
  await expect(page.getByRole('row')).toHaveCount(4);
});

test(
  'what was found in the instructions, late in a text or in the provider’s id is said in its row',
  { tag: '@edge' },
  async ({ page, server, upstream }) => {
    upstream.script((response) =>
      sendJson(response, {
        id: 'chatcmpl-quokka4711',
        object: 'chat.completion',
        created: 1_700_000_000,
        model: 'm',
        choices: [
          {
            index: 0,
            finish_reason: 'stop',
            message: { role: 'assistant', content: `${'Words. '.repeat(60)}A wombat at the end.` },
          },
        ],
      }),
    );
    const messages = [
      {
        role: 'system',
        content: `You are a clerk. ${'Be kind. '.repeat(40)}The word is xylophone.`,
      },
      { role: 'user', content: 'Hello' },
    ];
    await store(server, { model: 'scripted:m', messages });
    await store(server, { messages: [{ role: 'user', content: 'Another one' }] });
    const row = page.getByRole('row').nth(1);
    for (const [search, said] of [
      ['xylophone', 'System: …The word is xylophone.'],
      ['wombat', 'Answer: …s. Words. A wombat at the end.'],
      ['quokka4711', 'Provider’s id: chatcmpl-quokka4711'],
      ['Hello', 'Hello'],
    ] as const) {
      await page.goto(`/completions?q=${search}`);
      await expect(page.getByRole('row')).toHaveCount(2);
      await expect(row).toContainText(said);
      await expect.poll(() => searchMarks(page)).toContain(search);
    }
    await expect(row).not.toContainText('User:');
    await row.getByRole('link').first().click();
    await page.goto(`${page.url().split('?')[0]}?in=q%3Dquokka4711`);
    await expect(page.getByText('chatcmpl-quokka4711')).toBeVisible();
    await expect.poll(() => searchMarks(page)).toContain('quokka4711');
  },
);
