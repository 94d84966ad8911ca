import type { Page } from '@playwright/test';
import { expect, expectAccessible, store, test } from './fixtures/test';
import type { ChatkeepServer } from './fixtures/chatkeep-server';

/** Completions of another time come in through an import. */
async function bringOld(server: ChatkeepServer, count: number, metadata: object): Promise<void> {
  const created = Math.floor(Date.now() / 1_000) - 60 * 86_400;
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      id: `old-${i}-${JSON.stringify(metadata).length}`,
      object: 'chat.completion',
      created: created + i,
      model: 'gpt-old',
      choices: [
        { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: `Answer ${i}` } },
      ],
      messages: [{ role: 'user', content: `Old question ${i}` }],
      metadata,
    }),
  );
  await fetch(`${server.url}/api/import`, { method: 'POST', body: lines.join('\n') });
}

async function stored(server: ChatkeepServer): Promise<number> {
  const response = await fetch(`${server.url}/api/completions`);
  return ((await response.json()) as { total: { value: number } }).total.value;
}

/** Pictures to look at, where a folder for them is named. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder === undefined) return;
  const size = page.viewportSize();
  for (const [scheme, width] of [
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${folder}/${name}-${scheme}-${width}.png` });
  }
  await page.emulateMedia({ colorScheme: null });
  if (size) await page.setViewportSize(size);
}

test('a retention rule is seen dry, switched on, run and taken back', async ({ page, server }) => {
  await bringOld(server, 3, {});
  await bringOld(server, 1, { keep: 'true' });
  await store(server);
  await page.goto('/data/retention');
  await expect(page.getByRole('heading', { name: 'No retention rules' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'New rule' }).click();
  const editor = page.getByRole('dialog', { name: 'New retention rule' });
  await editor.getByLabel('Name').fill('After a month');
  await editor.getByLabel('Older than (days)').fill('0');
  await expect(editor.getByRole('alert')).toContainText('1 to 36,500 days');
  await editor.getByLabel('Older than (days)').fill('30');
  await expect(editor).toContainText('Delete completions older than 30 days, except keep=true.');
  await expectAccessible(page);
  await editor.getByRole('button', { name: 'Save the rule' }).click();

  const rule = page.getByRole('listitem', { name: 'After a month' });
  const on = rule.getByRole('switch', { name: 'On' });
  await expect(on).not.toBeChecked();
  const seen = rule.getByRole('region', { name: 'What it would do' });
  await expect(seen).toContainText('3 of 5 completions would be deleted; the exemptions keep 1.');
  await seen.getByText('The oldest 3').click();
  await expect(seen).toContainText('Old question 0');

  // What comes meanwhile is counted when the question is asked.
  await bringOld(server, 1, { late: 'yes' });
  await on.click();
  const asked = page.getByRole('alertdialog', { name: 'Switch on “After a month”?' });
  await expect(asked).toContainText('4 would be deleted of 6 completions');
  await expect(asked).toContainText(/First run.*, 03:00 UTC/);
  await expect(asked).toContainText('For 7 days all of it can be restored');
  await expectAccessible(page);
  await shoot(page, 'switch-on');
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await expect(on).not.toBeChecked();
  await on.click();
  await asked.getByRole('button', { name: 'Switch it on' }).click();
  await expect(on).toBeChecked();
  await expect(rule).toContainText(/Next run: .*, 03:00 UTC/);
  const overview = page.getByRole('region', { name: 'Overview' });
  await expect(overview).toContainText(/In the store6/);
  await expect(overview).toContainText(/Next rule run.*After a month/);
  expect(await stored(server)).toBe(6);
  await expectAccessible(page);
  await shoot(page, 'row');

  await rule.getByRole('button', { name: 'Run now: After a month' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('for 7 days', { ignoreCase: true });
  await expect(question).toContainText('4 would be deleted of 6 completions, counted just now');
  // One more since: not even one is deleted beyond what was confirmed.
  await bringOld(server, 1, { later: 'still' });
  await page.getByRole('button', { name: 'Delete 4 completions' }).click();
  await expect(question).toContainText('more than were confirmed');
  await shoot(page, 'run');
  expect(await stored(server)).toBe(7);
  await page.getByRole('button', { name: 'Delete 5 completions' }).click();
  const notice = page.getByRole('region', { name: 'Job' });
  await expect(notice).toContainText('5 completions removed');
  expect(await stored(server)).toBe(2);
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(notice).toContainText('5 completions restored');
  expect(await stored(server)).toBe(7);

  await expect(page.getByRole('region', { name: 'Last deletions' })).toContainText(
    /After a month.*5.*left the trash/,
  );
  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  await expect(page.getByText('Retention: After a month')).toBeVisible();
  await page.getByRole('link', { name: 'Retention 1' }).click();
  await expect(rule).toContainText('5 deleted');

  // A rule that is on asks before it does something else; unasked, it stays as it is.
  await rule.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Older than (days)').fill('10');
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('combobox', { name: 'Filter by' }).fill('late=yes');
  await page.keyboard.press('Enter');
  const changing = page.getByRole('dialog', { name: 'Edit the rule' });
  await expect(changing).toContainText('older than 10 days where late=yes');
  await expectAccessible(page);
  await shoot(page, 'edit');
  await changing.getByRole('button', { name: 'Save the rule' }).click();
  const change = page.getByRole('alertdialog', { name: 'Change the rule “After a month”?' });
  await expect(change).toContainText('1 would be deleted of 7 completions');
  await shoot(page, 'change');
  await change.getByRole('button', { name: 'Cancel' }).click();
  await changing.getByRole('button', { name: 'Save the rule' }).click();
  await change.getByRole('button', { name: 'Change the rule' }).click();
  await expect(rule).toContainText('older than 10 days where late=yes');
  await expect(on).toBeChecked();
  await on.click();
  await expect(rule).toContainText('It is off.');
  await rule.getByRole('button', { name: 'More about After a month' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove the rule' }).click();
  await expect(page.getByRole('heading', { name: 'No retention rules' })).toBeVisible();
});

test('the words of a rule are changed where they stand', async ({ page, server }) => {
  await bringOld(server, 3, { env: 'test' });
  await bringOld(server, 2, { env: 'dev', keep: 'true' });
  await fetch(`${server.url}/api/retention`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'Leftovers',
      action: 'delete',
      older_than_days: 30,
      where: 'metadata[env]=test',
      except: [],
      hour: 3,
      enabled: false,
    }),
  });
  await page.goto('/data/retention');
  const rule = page.getByRole('listitem', { name: 'Leftovers' });
  const would = rule.getByRole('region', { name: 'What it would do' });
  await expect(would).toContainText('3 of 5 completions would be deleted');

  // Several values of a key are one change, which holds when the list closes.
  await rule.getByRole('button', { name: 'env=test' }).click();
  const values = page.getByRole('listbox', { name: 'Values of env' });
  await expect(values.getByRole('option', { name: 'dev' })).toContainText('2');
  await expectAccessible(page);
  await shoot(page, 'token');
  await page.getByRole('combobox', { name: 'Values of env' }).fill('dev');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
  await expect(would).toContainText('5 of 5 completions would be deleted');
  await expect(rule.getByRole('button', { name: 'env=test or dev' })).toBeFocused();

  await rule.getByRole('button', { name: 'Add an exception' }).click();
  const exceptions = page.getByRole('textbox', { name: 'Except what has one of these' });
  await exceptions.fill('"keep');
  await expect(page.getByRole('alert')).toContainText('quotes have to be closed');
  await exceptions.fill('keep');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(would).toContainText('3 of 5 completions would be deleted; the exemptions keep 2.');
  await expect(rule.getByRole('button', { name: 'Add an exception' })).toHaveCount(0);
  await expect(rule.getByRole('button', { name: 'Add a condition' })).toBeFocused();

  await rule.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('menuitemradio', { name: /^Remove the texts of/ }).click();
  await expect(would).toContainText('3 of 5 completions would lose their texts');

  await rule.getByRole('button', { name: 'env=test or dev' }).click();
  await page.getByRole('button', { name: 'Remove this condition' }).click();
  await expect(rule).toContainText('older than 30 days, except any keep');
  await expect(rule.getByRole('button', { name: 'Add a condition' })).toBeFocused();
  await rule.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('combobox', { name: 'Filter by' }).fill('env=dev');
  await page.keyboard.press('Enter');
  await expect(rule).toContainText('where env=dev, except any keep');

  // One that is on asks before it does something else; unasked, it stays as it is.
  await rule.getByRole('switch', { name: 'On' }).click();
  await page.getByRole('button', { name: 'Switch it on' }).click();
  await rule.getByRole('button', { name: '30 days' }).click();
  const days = page.getByRole('textbox', { name: 'Older than (days)' });
  await days.fill('0');
  await days.press('Enter');
  await expect(page.getByRole('alert')).toContainText('1 to 36,500 days');
  await days.fill('45');
  await days.press('Enter');
  const asked = page.getByRole('alertdialog', { name: 'Change the rule “Leftovers”?' });
  await expect(asked).toContainText('older than 45 days');
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await expect(rule.getByRole('button', { name: '30 days' })).toBeFocused();
  await page.keyboard.press('Enter');
  await days.fill('45');
  await days.press('Enter');
  await asked.getByRole('button', { name: 'Change the rule' }).click();
  await expect(rule.getByRole('button', { name: '45 days' })).toBeVisible();
  await expect(rule.getByRole('switch', { name: 'On' })).toBeChecked();
  await expectAccessible(page);
});
