import type { Page } from '@playwright/test';
import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

const column = (page: Page, letter: string) =>
  page.getByRole('region', { name: `Column ${letter}` });

async function choose(page: Page, letter: string, model: string) {
  await column(page, letter)
    .getByRole('button', { name: /^Model/ })
    .click();
  await page.getByRole('combobox', { name: /model/i }).fill(model);
  await page.keyboard.press('Enter');
}

test.beforeEach(async ({ page, upstream }) => {
  upstream.script((response, { method, body }) => {
    const models = { object: 'list', data: [{ id: 'scripted-1' }] };
    if (method === 'GET') return sendJson(response, models);
    const { model, temperature } = JSON.parse(body) as { model: string; temperature?: number };
    if (model === 'scripted-gone') {
      const error = { message: 'No such model.', type: 'x', param: null, code: 'model_not_found' };
      return sendJson(response, { error }, 404);
    }
    const content = `Paris, says ${model} at ${temperature ?? 'no'} temperature.`;
    // The one that is endless is ended by Stop alone.
    const end = model === 'scripted-endless' ? [] : [chunk({}, 'stop'), '[DONE]'];
    sendEvents(response, [chunk({ role: 'assistant', content }), ...end]);
    if (model !== 'scripted-endless') response.end();
  });
  await page.goto('/');
  await page.getByRole('link', { name: 'Compare' }).click();
});

test('one prompt goes to several models; each ends, fails and is stopped by itself', async ({
  page,
}) => {
  await choose(page, 'A', 'scripted-1');
  await choose(page, 'B', 'scripted-endless');
  await page.getByRole('button', { name: 'Add a column' }).click();
  await choose(page, 'C', 'scripted-gone');
  await page.getByRole('textbox', { name: 'Message to all columns' }).fill('The capital?');
  await page.keyboard.press('Enter');
  const answer = (letter: string) => column(page, letter).getByRole('article').last();
  await expect(answer('A')).toContainText('Paris, says scripted-1');
  await expect(answer('A').getByText('Stored')).toBeVisible();
  await expect(answer('C')).toContainText('This model cannot be used');
  await expect(answer('B')).toContainText('Paris, says scripted-endless');
  await expect(page.getByRole('button', { name: 'Stop all' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop B' }).click();
  await expect(answer('B')).toContainText('Stopped');
  await expect(page.getByRole('button', { name: 'Run all' })).toBeVisible();

  await choose(page, 'C', 'scripted-3');
  await answer('C').getByRole('button', { name: 'Try again' }).click();
  await expect(answer('C')).toContainText('Paris, says scripted-3');
  await expectAccessible(page);
  // An answer that failed without a word is none to keep.
  await expect(answer('C').getByText('of 2')).toHaveCount(0);

  await choose(page, 'A', 'scripted-2');
  await answer('A').getByRole('button', { name: 'Try again' }).click();
  await expect(answer('A')).toContainText('Paris, says scripted-2');
  await expect(answer('A').getByText('2 of 2')).toBeVisible();
  await page.reload();
  await expect(answer('A')).toContainText('Paris, says scripted-2');
  await answer('A').getByRole('button', { name: 'Version before' }).click();
  await expect(answer('A')).toContainText('Paris, says scripted-1');
  await expect(answer('A').getByText('1 of 2')).toBeVisible();
  await expect(answer('A').getByRole('button', { name: 'A is the best' })).toBeVisible();
  await expectAccessible(page);
  await expect(answer('C')).toContainText('Paris, says scripted-3');
  await expect(answer('B')).toContainText('Paris, says scripted-endless');
});

test('the answers are measured, told apart, and the best is kept and gone on with', async ({
  page,
  server,
}) => {
  await choose(page, 'A', 'scripted-1');
  await choose(page, 'B', 'scripted-1');
  await column(page, 'B').getByRole('button', { name: 'Parameters of B' }).click();
  await page.getByRole('button', { name: 'Set temperature' }).click();
  await page.keyboard.press('Escape');
  await expect(column(page, 'B')).toContainText('temperature 1');
  await page.getByRole('textbox', { name: 'Message to all columns' }).fill('The capital?');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Stored/)).toHaveCount(2);
  const figures = page.getByRole('table', { name: 'Figures of the last answers' });
  await expect(figures.getByRole('row', { name: /^Total time/ })).toContainText(/\d m?s/);

  await page.getByRole('button', { name: 'Difference' }).click();
  const difference = page.getByRole('dialog', { name: 'Difference' });
  await expect(difference.getByRole('deletion')).toHaveText('no');
  await expect(difference.getByRole('insertion')).toHaveText('1');
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await column(page, 'B').getByRole('button', { name: 'B is the best' }).click();
  await expect(page.getByText(/^compare_id is /)).toBeVisible();
  const listed = await fetch(`${server.url}/v1/chat/completions?metadata[compare]=best`);
  const { data } = (await listed.json()) as { data: { id: string; metadata: object }[] };
  expect(data).toHaveLength(1);
  expect(data[0]?.metadata).toEqual({ compare: 'best', compare_id: data[0]?.id });
  const others = await fetch(`${server.url}/v1/chat/completions?metadata[compare]=other`);
  expect(((await others.json()) as { data: object[] }).data).toHaveLength(1);

  await column(page, 'B').getByRole('button', { name: 'Continue with B' }).click();
  await expect(page.getByRole('heading', { name: 'The capital?' })).toBeVisible();
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('at 1 temperature');
  await expect(page.getByRole('button', { name: 'Unset temperature' })).toBeVisible();
});
