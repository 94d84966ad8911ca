import type { Page } from '@playwright/test';
import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

type Sent = { messages: { role: string; content: string }[] };

const MODELS = {
  object: 'list',
  data: [{ id: 'scripted-1', object: 'model', created: 1, owned_by: 'me' }],
};

test.beforeEach(async ({ page, upstream }) => {
  upstream.script((response) => sendJson(response, MODELS));
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
});

async function ask(page: Page, text: string) {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
}

test('an answer that was cut, stopped or edited is continued, and every version stays', async ({
  page,
  upstream,
}) => {
  upstream.script((response) => {
    sendEvents(response, [chunk({ content: 'Once upon' }, 'length'), '[DONE]']);
    response.end();
  });
  await ask(page, 'Tell me a story');
  const answer = page.getByRole('article', { name: 'Assistant' });
  await expect(answer).toContainText('Cut at the limit of tokens');
  await expect(answer).toContainText('Some models begin anew');
  await expectAccessible(page);
  upstream.script((response) => sendEvents(response, [chunk({ content: ' a time' })]));
  await answer.getByRole('button', { name: 'Continue' }).click();
  await expect(answer).toContainText('Once upon a time');
  await expect(answer).toContainText('2/2');
  await page.keyboard.press('Escape');
  await expect(answer).toContainText('Stopped');
  upstream.script((response) => {
    sendEvents(response, [chunk({ content: ', the end.' }, 'stop'), '[DONE]']);
    response.end();
  });
  await answer.getByRole('button', { name: 'Continue' }).click();
  await expect(answer).toContainText('Once upon a time, the end.');
  await expect(answer).toContainText('3/3');
  await expect(answer.getByRole('button', { name: 'Continue' })).toHaveCount(0);
  const sent = JSON.parse(upstream.received.at(-1)?.body ?? '') as Sent;
  expect(sent.messages).toEqual([
    { role: 'user', content: 'Tell me a story' },
    { role: 'assistant', content: 'Once upon a time' },
  ]);

  await answer.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Text of the message' }).fill('Long ago');
  await page.keyboard.press('ControlOrMeta+Enter');
  await answer.getByRole('button', { name: 'Continue' }).click();
  await expect(answer).toContainText('Long ago, the end.');
  await answer.getByRole('button', { name: 'Version before' }).click();
  await expect(answer).toContainText('Long ago');
  await expect(answer).not.toContainText('the end');
});

test('several choices grow side by side, and the conversation goes on from the one that is chosen', async ({
  page,
  upstream,
}) => {
  let goOn = () => {};
  const isToGoOn = new Promise<void>((resolve) => (goOn = resolve));
  upstream.script(async (response, { body }) => {
    if ((JSON.parse(body) as Sent).messages.length > 1) {
      sendEvents(response, [chunk({ content: 'Fine.' }, 'stop'), '[DONE]']);
      return response.end();
    }
    sendEvents(
      response,
      [0, 1, 2].map((at) => chunk({ content: `Idea ${at + 1}` }, null, at)),
    );
    await isToGoOn;
    sendEvents(
      response,
      [0, 1, 2].map((at) => chunk({ content: ', whole' }, 'stop', at)),
    );
    sendEvents(response, ['[DONE]']);
    response.end();
  });
  await ask(page, 'Ideas?');
  const choice = (at: number) => page.getByRole('group', { name: `Choice ${at}` });
  for (const at of [1, 2, 3]) await expect(choice(at)).toContainText(`Idea ${at}`);
  goOn();
  for (const at of [1, 2, 3]) await expect(choice(at)).toContainText(`Idea ${at}, whole`);
  await choice(2).getByRole('radio', { name: 'Go on from this' }).check();
  await expectAccessible(page);
  await ask(page, 'More of it');
  await expect(page.getByText('Fine.')).toBeVisible();
  const sent = JSON.parse(upstream.received.at(-1)?.body ?? '') as Sent;
  expect(sent.messages[1]).toEqual({ role: 'assistant', content: 'Idea 2, whole' });

  await page.setViewportSize({ width: 390, height: 800 });
  await expect(choice(2)).toBeVisible();
  await expect(choice(1)).toBeHidden();
  await page.getByRole('radiogroup', { name: 'Choice' }).getByRole('radio', { name: '1' }).check();
  await expect(choice(1)).toBeVisible();
});
