import { chunk, sendEvents, sendJson } from '../../server/testing/scripted-upstream';
import { expect, test } from '../fixtures/test';

test('what is sent while offline stays, is sent by nobody later, and is sent again on request', async ({
  page,
  context,
  upstream,
}) => {
  upstream.script((response, { method }) => {
    if (method !== 'POST')
      return sendJson(response, { object: 'list', data: [{ id: 'scripted-1', object: 'model' }] });
    sendEvents(response, [chunk({ content: 'Here I am' }, 'stop'), '[DONE]']);
    response.end();
  });
  const asked = () => upstream.received.filter(({ method }) => method === 'POST').length;
  const box = page.getByRole('textbox', { name: 'Message' });
  const looking = page.getByText('The connection broke; looking for the answer again');
  const failure = page.getByRole('alert').filter({ hasText: 'No answer came' });
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');

  await context.setOffline(true);
  await box.fill('Sent while offline');
  await page.keyboard.press('Enter');
  await expect(looking).toBeVisible();
  // The page stays, though some of its code is not there yet.
  await expect(page.getByRole('article', { name: 'User' })).toContainText('Sent while offline');
  await box.fill('The next one');

  await context.setOffline(false);
  await expect(failure).toContainText('the request did not reach it');
  await expect(box).toHaveValue('The next one');
  expect(asked(), 'nothing is sent by itself').toBe(0);
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Here I am');
  await expect(box).toHaveValue('The next one');
  expect(asked()).toBe(1);

  await context.setOffline(true);
  await box.press('Enter');
  await expect(looking).toBeVisible();
  await page.getByRole('button', { name: /^Stop Esc/ }).click();
  await expect(page.getByRole('article', { name: 'Assistant' }).last()).toContainText('Stopped');
  await context.setOffline(false);
  await box.fill('And another');
  await box.press('Enter');
  await expect(page.getByRole('article', { name: 'Assistant' }).last()).toContainText('Here I am');
  expect(asked(), 'what was stopped is not sent').toBe(2);
});
