import type { Locator, Page } from '@playwright/test';
import {
  chunk,
  type ScriptedUpstream,
  sendEvents,
  sendJson,
} from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

type Check = (answer: Locator) => Promise<unknown>;

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

test.beforeEach(async ({ page, upstream }) => {
  const data = [{ id: 'scripted-1', object: 'model', created: 1, owned_by: 'me' }];
  upstream.script((response) => sendJson(response, { object: 'list', data }));
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
});

async function ask(page: Page, upstream: ScriptedUpstream, events: readonly (object | string)[]) {
  upstream.script((response) => {
    sendEvents(response, events);
    response.end();
  });
  await page.getByRole('textbox', { name: 'Message' }).fill('Well?');
  await page.keyboard.press('Enter');
}

const whole = (...deltas: object[]) => [
  ...deltas.map((delta) => chunk(delta)),
  chunk({}, 'stop'),
  '[DONE]',
];

/** The same is to be seen in the playground and on the completion's page, which stays open. */
async function expectInBoth(page: Page, check: Check) {
  await expect(page.getByText(/^(Stored|Saved as incomplete)/)).toBeVisible();
  const answer = page.getByRole('article', { name: 'Assistant' });
  await check(answer);
  await page.getByRole('article').getByRole('link', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Open in playground' })).toBeVisible();
  await check(answer);
}

async function rowOfTable(page: Page): Promise<Locator> {
  await page.goto('/completions');
  await expect(page.getByRole('row')).toHaveCount(2);
  return page.getByRole('row').nth(1);
}

/** Reasoning stands once, folded, apart from the text. */
async function expectFolded(answer: Locator, thought: string, text: string) {
  await expect(answer.getByText(text, { exact: true })).toBeVisible();
  await expect(answer.getByText('Reasoning', { exact: true })).toHaveCount(1);
  await expect(answer.getByText(thought)).toHaveCount(1);
  await expect(answer.getByText(thought)).toBeHidden();
  await answer.getByText('Reasoning', { exact: true }).click();
  await expect(answer.getByText(thought)).toBeVisible();
  await expect(answer).not.toContainText(/content of another kind|unknown content|<\/?think>/i);
}

test('reasoning is folded, and is no part of the text', async ({ page, upstream }) => {
  const pieces = ['<thi', 'nk>\nCount the days.\n</th', 'ink>\n\nSeven days.'];
  await ask(page, upstream, whole(...pieces.map((content) => ({ content }))));
  await expectInBoth(page, (answer) => expectFolded(answer, 'Count the days.', 'Seven days.'));
  const row = await rowOfTable(page);
  await expect(row).toContainText('Seven days.');
  await expect(row).not.toContainText(/Count the days|think>|other content/);
});

test('a picture and sound are seen and heard, and are marks in the table', async ({
  page,
  upstream,
}) => {
  const half = Buffer.alloc(2_400).toString('base64');
  await ask(
    page,
    upstream,
    whole(
      { images: [{ index: 0, type: 'image_url', image_url: { url: PIXEL } }] },
      { audio: { id: 'audio_1', transcript: 'Good ' } },
      { audio: { data: half } },
      { audio: { data: half, transcript: 'morning.' } },
      { audio: { expires_at: 1_900_000_000 } },
    ),
  );
  await expectInBoth(page, async (answer) => {
    const picture = answer.getByRole('img', { name: 'Made by the model' });
    await expect(picture).toHaveJSProperty('naturalWidth', 1);
    const sound = answer.getByRole('figure', { name: 'Audio' });
    await expect(sound).toContainText('Good morning.');
    const player = sound.locator('audio');
    await expect(player).toBeVisible();
    // Raw samples at 24 kHz: all of both pieces.
    await expect(player).toHaveJSProperty('duration', 0.1);
    await expect(sound.getByRole('link', { name: 'Save audio.wav' })).toBeVisible();
  });
  await expectAccessible(page);
  await expect(await rowOfTable(page)).toContainText('[image] [audio] Good morning.');
});
