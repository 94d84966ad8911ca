import type { Page } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chunk, sendEvents, sendJson } from '../../server/testing/scripted-upstream';
import { expect, store, test } from '../fixtures/test';

/** Does what the translators of browsers do, for as long as the page is there: every text becomes an element. */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    setInterval(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      for (const text of texts) {
        const parent = text.parentElement?.localName ?? '';
        if (text.data.trim() === '' || /^(?:font|script|style|textarea|option)$/.test(parent))
          continue;
        const font = document.createElement('font');
        font.append(document.createElement('font'));
        font.firstElementChild?.append(text.data.toUpperCase());
        text.replaceWith(font);
      }
    }, 50);
  });
}

test('an answer streams to its end into a translated page', async ({ page, upstream }) => {
  upstream.script(async (response, { method }) => {
    if (method === 'GET')
      return sendJson(response, { object: 'list', data: [{ id: 'scripted-1' }] });
    sendEvents(response, [chunk({ role: 'assistant', content: 'Begin' })]);
    for (let line = 0; line < 40; line += 1) {
      await sleep(40);
      sendEvents(response, [chunk({ content: ` and **line ${line}** of it,\n\n- a point` })]);
    }
    sendEvents(response, [chunk({}, 'stop'), '[DONE]']);
    response.end();
  });
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
  await translate(page);
  await page.getByRole('textbox', { name: 'Message' }).fill('Go');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText('LINE 39')).toBeVisible();
  await expect(page.getByText(/could not be shown/i)).toHaveCount(0);
});

test('the table and its forms go on in a translated page', async ({ page, server }) => {
  for (const word of ['alpha', 'beta', 'gamma']) {
    await store(server, { messages: [{ role: 'user', content: word }], metadata: { word } });
  }
  await page.goto('/completions');
  await expect(page.getByRole('row')).toHaveCount(4);
  await translate(page);
  await expect(page.getByRole('row', { name: /ALPHA/ })).toBeVisible();
  for (const word of ['beta', 'gamma']) {
    await page.goto(`/completions?q=${word}`);
    await translate(page);
    await expect(page.getByRole('row')).toHaveCount(2);
  }
  await page.getByRole('row').nth(1).getByRole('link').first().click();
  await expect(page.getByText('GAMMA').first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.getByText(/could not be shown/i)).toHaveCount(0);
});
