import type { Locator, Page } from '@playwright/test';
import { sendJson } from '../../server/testing/scripted-upstream';
import { expect, store, test } from '../fixtures/test';

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });

/** Opens by keyboard, leaves by keyboard, and the focus is where it was. */
async function expectBack(page: Page, opener: Locator, inside: Locator): Promise<void> {
  for (const way of ['Escape', 'Cancel']) {
    await opener.focus();
    await page.keyboard.press('Enter');
    await expect(inside).toBeVisible();
    // A row that is a form now has no button.
    const isOpener = () => opener.evaluateAll(([first]) => first === document.activeElement);
    await expect.poll(isOpener).toBe(false);
    if (way === 'Escape') await page.keyboard.press('Escape');
    else {
      await button(page, /^Cancel/).focus();
      await page.keyboard.press('Enter');
    }
    await expect(inside).toHaveCount(0);
    await expect(opener, `after ${way}`).toBeFocused();
  }
}

test('a form that is left gives the focus back to what opened it', async ({ page, server }) => {
  await store(server, { metadata: { mood: 'good' } });
  await store(server, { metadata: { mood: 'fine' } });

  await page.goto('/settings/prices');
  const added = page.getByRole('form', { name: 'Add a price' });
  await expectBack(page, button(page, 'Add a price…'), added);
  await button(page, 'Add a price…').click();
  await added.getByLabel('Provider', { exact: true }).selectOption('scripted');
  await added.getByLabel('Model, as the provider calls it').fill('house-7b');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Input of house-7b', { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button(page, 'Add a price…')).toBeFocused();

  await page.goto('/settings/providers');
  const address = page.getByRole('textbox', { name: 'Address', exact: true });
  await expectBack(page, button(page, 'Mistral'), address);
  await expectBack(page, button(page, 'Other'), address);

  await page.goto('/data/retention');
  await expectBack(page, button(page, 'New rule'), page.getByRole('dialog'));

  await page.goto('/data/metadata');
  await expectBack(page, button(page, 'Rename mood=fine'), page.getByRole('dialog'));
  const choice = page.getByRole('checkbox', { name: 'Choose mood=fine' });
  const bar = page.getByRole('form', { name: 'Merge values of mood' });
  await choice.focus();
  await page.keyboard.press('Space');
  await bar.getByLabel('The value that stays').focus();
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(choice).toBeFocused();
  await expect(choice).not.toBeChecked();
});

test('a price that is left unchanged gives the focus back to its row', async ({
  page,
  server,
  upstream,
}) => {
  upstream.script((response) =>
    sendJson(response, {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'house-7b',
      choices: [
        { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Yes' } },
      ],
    }),
  );
  await store(server, { model: 'scripted:house-7b' });
  await page.goto('/settings/prices');
  const change = button(page, 'Change the price of house-7b');
  await expectBack(page, change, page.getByLabel('Input of house-7b', { exact: true }));
});

test('an import keeps the focus from the press to its end', async ({ page }) => {
  await page.goto('/data/transfer');
  await page.getByLabel('File to import').setInputFiles({
    name: 'records.jsonl',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from('no json\n'),
  });
  await button(page, /^Import/).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'imported' })).toBeVisible();
  await expect(button(page, /^Import/)).toBeFocused();
  await button(page, 'Mend line 1').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Line 1', { exact: true })).toBeVisible();
  await button(page, /^Cancel/).focus();
  await page.keyboard.press('Enter');
  await expect(button(page, 'Mend line 1')).toBeFocused();
});
