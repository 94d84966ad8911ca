import type { ServerResponse } from 'node:http';
import type { BrowserContext, Page } from '@playwright/test';
import { chunk, sendEvents, sendJson } from '../../server/testing/scripted-upstream';
import { expect, pressRun, store, test } from '../fixtures/test';

const TABS = 7;

const answerIn = (page: Page) => page.getByRole('article', { name: 'Assistant' });

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await pressRun(page);
}

async function opened(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

// A browser opens six connections to a server, for all its tabs together.
test('seven tabs that stream: every one gets its answer, lists, deletes and stops', async ({
  context,
  upstream,
  server,
}) => {
  const held = new Map<string, ServerResponse>();
  upstream.script((response, { method, body }) => {
    if (method !== 'POST')
      return sendJson(response, { object: 'list', data: [{ id: 'scripted-1', object: 'model' }] });
    const question = /Question \d/.exec(body)?.[0] ?? '';
    held.set(question, response);
    sendEvents(response, [chunk({ role: 'assistant', content: `Begun: ${question}` })]);
  });
  await store(server, { messages: [{ role: 'user', content: 'To be deleted' }] });

  const tabs: Page[] = [];
  for (let number = 1; number <= TABS; number += 1) {
    const page = await opened(context, '/');
    tabs.push(page);
    // The ways of what is stored and of what nothing keeps differ.
    const stores = page.getByRole('switch', { name: 'Store the answer' });
    await stores.setChecked(number % 2 === 1);
    await ask(page, `Question ${number}`);
    await expect(answerIn(page)).toContainText(`Begun: Question ${number}`);
  }
  expect(held.size).toBe(TABS);

  // What comes later reaches every tab.
  for (const [question, response] of held)
    sendEvents(response, [chunk({ content: `, going on with ${question}` })]);
  for (const [at, page] of tabs.entries())
    await expect(answerIn(page)).toContainText(`going on with Question ${at + 1}`);

  // Two more look at running answers, and the table is there, with all that it does.
  const table = await opened(context, '/completions');
  const running = table.getByRole('row', { name: /Running/ });
  await expect(running).toHaveCount(4);
  await running.first().getByRole('link').first().click();
  await expect(answerIn(table)).toContainText('going on with');
  const list = await opened(context, '/completions');
  await list
    .getByRole('row', { name: /To be deleted/ })
    .getByRole('link')
    .first()
    .click();
  await expect(list.getByRole('form', { name: 'Metadata' })).toBeVisible();
  await list.getByRole('button', { name: 'Delete' }).click();
  await list.getByRole('button', { name: 'Delete completion' }).click();
  await expect(list.getByText('Completion deleted')).toBeVisible();

  // The last one stops, the others end.
  const last = tabs.at(-1) as Page; // TABS of them
  await last.getByRole('button', { name: /^Stop Esc/ }).click();
  await expect(answerIn(last)).toContainText('Stopped');
  await expect.poll(() => held.get(`Question ${TABS}`)?.destroyed).toBe(true);
  held.delete(`Question ${TABS}`);
  for (const response of held.values()) {
    sendEvents(response, [chunk({ content: '. The end' }), chunk({}, 'stop'), '[DONE]']);
    response.end();
  }
  for (const page of tabs.slice(0, -1)) {
    await expect(answerIn(page)).toContainText('The end');
    await expect(page.getByRole('button', { name: /^Stop Esc/ })).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
  }
  const asked = upstream.received.filter(({ method }) => method === 'POST');
  expect(asked, 'nothing was asked twice').toHaveLength(TABS);
});
