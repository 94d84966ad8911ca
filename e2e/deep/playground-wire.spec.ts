import { chunk, sendEvents, sendJson } from '../../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from '../fixtures/test';

test('an exchange can be looked at as it crossed the wire, the failed one too', async ({
  page,
  upstream,
}) => {
  let isRefusing = false;
  upstream.script((response, { method }) => {
    const models = { object: 'list', data: [{ id: 'scripted-1' }] };
    if (method === 'GET') return sendJson(response, models);
    const error = { message: 'The quota is used up.', type: 'x', param: null, code: 'quota' };
    if (isRefusing) return sendJson(response, { error }, 429);
    const words = ['Once ', 'upon ', 'a time'].map((content) => chunk({ content }));
    sendEvents(response, [...words, chunk({}, 'stop'), '[DONE]']);
    response.end();
  });
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Message' }).fill('A story');
  await page.keyboard.press('Enter');
  const answer = page.getByRole('article', { name: 'Assistant' });
  await expect(answer.getByText(/^Stored/)).toBeVisible();

  await answer.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Wire view' }).click();
  const wire = page.getByRole('dialog', { name: 'Wire view' });
  await expect(wire.getByText('POST /v1/chat/completions')).toBeVisible();
  await expect(wire.getByRole('row', { name: /x-on-disconnect/ })).toContainText('continue');
  await expect(wire.getByRole('figure')).toContainText('"content":"A story"');
  await wire.getByRole('tab', { name: 'Response' }).click();
  await expect(wire.getByRole('row', { name: /^content-type/ })).toContainText('text/event-stream');
  await wire.getByRole('tab', { name: 'Events' }).click();
  const events = wire.getByRole('list', { name: 'Events' }).getByRole('listitem');
  await expect(events.last()).toContainText('[DONE]');
  await expectAccessible(page);
  await wire.getByLabel('Events with this text').fill('upon');
  await expect(events).toHaveCount(1);
  await expect(events).toContainText(/\d+ ms/);
  await wire.getByRole('button', { name: 'Close' }).click();

  isRefusing = true;
  await answer.getByRole('button', { name: 'Try again' }).click();
  await expect(answer).toContainText('The quota or the credit is used up');
  await answer.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Wire view' }).click();
  await wire.getByRole('tab', { name: 'Response' }).click();
  await expect(wire.getByText('429')).toBeVisible();
  await expect(wire.getByRole('figure')).toContainText('The quota is used up.');
  await page.keyboard.press('Escape');
  await page.reload();
  await answer.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('menuitem', { name: 'Wire view' })).toContainText('this visit');
});
