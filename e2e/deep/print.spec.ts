import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { cutInPrint } from '../fixtures/cut-in-print';
import { expect, pressRun, store, test } from '../fixtures/test';

const LONG = Array.from({ length: 150 }, (_, i) => `Paragraph ${i} of this text.`).join('\n\n');

/** Whether all of these texts come onto paper, none of them cut off by what it stands in; and on how many pages. */
async function printed(page: Page, texts: string[]): Promise<{ pages: number; cut: string[] }> {
  const pdf = await page.pdf({ format: 'A4' });
  // For a look at it.
  await writeFile(test.info().outputPath('printed.pdf'), pdf);
  await page.emulateMedia({ media: 'print' });
  const cut = await page.evaluate(cutInPrint, texts);
  await page.emulateMedia({ media: null });
  return { pages: pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0, cut };
}

const TEXTS = ['Paragraph 0 of', 'Paragraph 75 of', 'Paragraph 149 of'];

for (const [name, size] of [
  ['a wide window', { width: 1440, height: 900 }],
  ['a phone', { width: 390, height: 844 }],
] as const) {
  test(`a long completion, its review and a difference print whole from ${name}`, async ({
    page,
    server,
  }) => {
    const id = await store(server, { messages: [{ role: 'user', content: LONG }] });
    const other = await store(server, {
      messages: [{ role: 'user', content: LONG.replace('Paragraph 74 of', 'Another one: 74 of') }],
    });
    await page.setViewportSize(size);
    for (const [path, texts] of [
      [`/completions/${id}`, 2],
      ['/review', 2],
      [`/compare?a=${id}&b=${other}`, 3],
    ] as const) {
      await page.goto(path);
      // Questions may come later than answers.
      await expect(page.getByText('Paragraph 149 of this text.').nth(texts - 1)).toBeAttached();
      const { pages, cut } = await printed(page, TEXTS);
      expect(cut, path).toEqual([]);
      // Question and answer, of 150 paragraphs each.
      expect(pages, path).toBeGreaterThanOrEqual(6);
      expect(pages, `${path} has no page without anything`).toBeLessThan(20);
    }
  });

  test(`a long conversation of the playground prints whole from ${name}`, async ({ page }) => {
    await page.setViewportSize(size);
    await page.goto('/');
    await page.getByRole('textbox', { name: 'Message' }).fill(LONG);
    await pressRun(page);
    await expect(page.getByRole('article', { name: /Assistant/ })).toContainText('Stored');
    await expect(page.getByRole('button', { name: 'Stop', exact: true })).toHaveCount(0);
    const { pages, cut } = await printed(page, TEXTS);
    expect(cut).toEqual([]);
    // The message alone takes more than two.
    expect(pages).toBeGreaterThanOrEqual(3);
    expect(pages).toBeLessThan(20);
  });
}

test('an answer that is still being put onto the page prints whole', async ({ page, server }) => {
  const content = Array.from({ length: 4_000 }, (_, i) => `Paragraph ${i} of this text.`);
  const id = await store(server, { messages: [{ role: 'user', content: content.join('\n\n') }] });
  await page.goto(`/completions/${id}`);
  await expect(page.getByRole('article', { name: 'User' })).toContainText('Paragraph 0 of');
  await expect(page.getByRole('article', { name: /^Answer|Assistant/ })).toContainText(
    'Paragraph 0 of',
  );
  const { pages, cut } = await printed(page, ['Paragraph 2000 of', 'Paragraph 3999 of']);
  expect(cut).toEqual([]);
  // As many as when nothing is on its way any more.
  await expect(page.getByRole('main')).toContainText(/Paragraph 3999 of[^]*Paragraph 3999 of/);
  expect((await printed(page, [])).pages).toBe(pages);
});

test('no line of code and no wide table is cut off at the edge of the paper', async ({
  page,
  server,
}) => {
  const cells = (text: string) => `|${Array.from({ length: 14 }, () => ` ${text} |`).join('')}`;
  const table = `${cells('Heading')}\n${cells('-')}\n${cells('words in it')}`;
  const content = `\`\`\`ts\n${'const order = '.repeat(40)}END\n\`\`\`\n\n${table}`;
  const id = await store(server, { messages: [{ role: 'user', content }] });
  await page.goto(`/completions/${id}`);
  await expect(page.getByRole('cell').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy code' }).first()).toBeVisible();
  // The paper of A4 at 96 pixels an inch.
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.emulateMedia({ media: 'print' });
  const wide = await page.locator('pre, table').evaluateAll((boxes) =>
    boxes
      .filter((box) => box.checkVisibility())
      .map((box) => {
        const { left, right } = box.getBoundingClientRect();
        return left < 0 || right > innerWidth || box.scrollWidth > box.clientWidth + 1;
      }),
  );
  expect(wide.length).toBeGreaterThanOrEqual(2);
  expect(wide).not.toContain(true);
  await expect(page.getByRole('button', { name: 'Copy code' }).first()).toBeHidden();
});
