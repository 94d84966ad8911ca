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

test('a retention rule is seen dry, switched on, run and taken back', async ({ page, server }) => {
  await bringOld(server, 3, {});
  await bringOld(server, 1, { keep: 'true' });
  await store(server);
  await page.goto('/settings/data/retention');
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
  await expect(rule.getByRole('switch', { name: 'On' })).not.toBeChecked();
  await rule.getByRole('button', { name: 'See what it would do' }).click();
  const seen = rule.getByRole('region', { name: 'What it would do' });
  await expect(seen).toContainText('3 of 5 completions would be deleted; the exemptions keep 1.');
  await seen.getByText('The oldest 3').click();
  await expect(seen).toContainText('Old question 0');
  expect(await stored(server)).toBe(5);
  await rule.getByRole('switch', { name: 'On' }).click();
  await expect(rule.getByRole('switch', { name: 'On' })).toBeChecked();
  await expectAccessible(page);

  await rule.getByRole('button', { name: 'Run now…' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('Undo: for 7 days');
  await page.getByRole('button', { name: 'Delete 3 completions' }).click();
  const notice = page.getByRole('region', { name: 'Job' });
  await expect(notice).toContainText('3 completions removed');
  expect(await stored(server)).toBe(2);
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(notice).toContainText('3 completions restored');
  expect(await stored(server)).toBe(5);

  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  await expect(page.getByText('Retention: After a month')).toBeVisible();
  await page.getByRole('link', { name: 'Retention', exact: true }).click();
  // Another scope was not seen yet: the rule is off again.
  await rule.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Older than (days)').fill('10');
  await page.getByRole('button', { name: 'Save the rule' }).click();
  await expect(rule).toContainText('older than 10 days');
  await expect(rule.getByRole('switch', { name: 'On' })).not.toBeChecked();
  await rule.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Remove the rule' }).click();
  await expect(page.getByRole('heading', { name: 'No retention rules' })).toBeVisible();
});
