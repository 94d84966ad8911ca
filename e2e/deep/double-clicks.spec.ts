import type { Locator } from '@playwright/test';
import { expect, store, test } from '../fixtures/test';

/** As far apart as fingers do it, or both at once, as a page that is busy gets them. */
const GAPS = [0, 130];

async function clickTwice(control: Locator, gap: number): Promise<void> {
  const mouse = control.page().mouse;
  await control.hover();
  for (const clickCount of [1, 2]) {
    await mouse.down({ clickCount });
    await mouse.up({ clickCount });
    if (clickCount === 1) await new Promise((resolve) => setTimeout(resolve, gap));
  }
}

for (const gap of GAPS) {
  test(`who clicks twice, ${gap} ms apart, opens, deletes, restores and saves once`, async ({
    page,
    server,
  }) => {
    const ids = [await store(server), await store(server), await store(server)];
    const written: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET')
        written.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });

    await page.goto(`/completions/${ids[0]}`);
    await expect(page.getByRole('form', { name: 'Metadata' })).toBeVisible();
    await clickTwice(page.getByRole('button', { name: 'Delete' }), gap);
    await clickTwice(page.getByRole('button', { name: 'Delete completion' }), gap);
    await expect(page.getByText('Completion deleted').first()).toBeVisible();
    await clickTwice(page.getByRole('button', { name: 'Undo' }).first(), gap);
    await expect(page.getByText('Completion restored').first()).toBeVisible();
    expect(written).toEqual([
      `DELETE /api/completions/${ids[0]}`,
      `POST /api/trash/${ids[0]}/restore`,
    ]);

    written.length = 0;
    await page.goto('/completions');
    await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check();
    await clickTwice(page.getByRole('button', { name: 'Delete', exact: true }).last(), gap);
    const dialog = page.getByRole('alertdialog');
    await clickTwice(dialog.getByRole('button', { name: 'Delete 3 completions' }), gap);
    await expect(page.getByText('3 completions deleted').first()).toBeVisible();
    await expect(dialog).toHaveCount(0);
    expect(written.filter((call) => call.endsWith('/start'))).toHaveLength(1);

    written.length = 0;
    await page.goto('/data/trash');
    await clickTwice(page.getByRole('button', { name: /^Restore Hello/ }).first(), gap);
    await expect(page.getByText('Completion restored').first()).toBeVisible();
    await expect(page.getByText('It was not restored')).toHaveCount(0);
    expect(written).toHaveLength(1);

    written.length = 0;
    await page.goto('/data/retention');
    await clickTwice(page.getByRole('button', { name: 'New rule' }).first(), gap);
    const rule = page.getByRole('dialog', { name: 'New retention rule' });
    await rule.getByLabel('Name').fill('Once');
    await clickTwice(rule.getByRole('button', { name: 'Save the rule' }), gap);
    await expect(rule).toHaveCount(0);
    await expect(page.getByRole('listitem', { name: 'Once' })).toHaveCount(1);
    expect(written).toEqual(['POST /api/retention']);
  });
}
