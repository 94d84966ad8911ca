import { EXAMPLES } from '../src/features/playground/first-visit/examples';
import { expect, test } from './fixtures/test';

test('every example of the first visit runs as it is opened, with the demo alone', async ({
  page,
}) => {
  test.slow();
  await page.goto('/');
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeFocused();
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('demo:demo-echo');
  await page.keyboard.press('Enter');
  for (const { name, beside } of EXAMPLES) {
    await page
      .getByRole('list', { name: 'Examples' })
      .getByRole('button', { name: new RegExp(`^${name.replaceAll('?', '\\?')}`) })
      .click();
    if (beside !== undefined) {
      await page.getByRole('button', { name: 'Run both' }).click();
      await expect(page.getByText(/^Stored/)).toHaveCount(2);
      await page.getByRole('link', { name: 'Back to the playground' }).click();
    } else {
      await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByText(/^Stored/).last()).toBeVisible();
      await expect(page.getByRole('button', { name: 'Stop', exact: true })).toHaveCount(0);
    }
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.getByRole('button', { name: 'New', exact: true }).click();
  }
});
