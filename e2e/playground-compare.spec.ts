import type { Page } from '@playwright/test';
import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, marks, test } from './fixtures/test';

const column = (page: Page, letter: string) =>
  page.getByRole('region', { name: `Column ${letter}` });

async function choose(page: Page, letter: string, model: string) {
  await column(page, letter)
    .getByRole('button', { name: /^Change the model/ })
    .click();
  await page.getByRole('combobox', { name: /model/i }).fill(model);
  await page.keyboard.press('Enter');
}

test.beforeEach(async ({ page, upstream }) => {
  upstream.script((response, { method, body }) => {
    const models = { object: 'list', data: [{ id: 'scripted-1' }] };
    if (method === 'GET') return sendJson(response, models);
    const { model, temperature } = JSON.parse(body) as { model: string; temperature?: number };
    if (model === 'scripted-gone') {
      const error = { message: 'No such model.', type: 'x', param: null, code: 'model_not_found' };
      return sendJson(response, { error }, 404);
    }
    const content = `Paris, says ${model} at ${temperature ?? 'no'} temperature.`;
    // The one that is endless is ended by Stop alone.
    const end = model === 'scripted-endless' ? [] : [chunk({}, 'stop'), '[DONE]'];
    sendEvents(response, [chunk({ role: 'assistant', content }), ...end]);
    if (model !== 'scripted-endless') response.end();
  });
  await page.goto('/');
  await page.getByRole('link', { name: 'Compare' }).click();
});

test('one prompt goes to several models; each ends, fails and is stopped by itself', async ({
  page,
}) => {
  await choose(page, 'A', 'scripted-1');
  await choose(page, 'B', 'scripted-endless');
  await page.getByRole('button', { name: 'Add a column' }).click();
  await choose(page, 'C', 'scripted-gone');
  await page.getByRole('textbox', { name: 'Message to all columns' }).fill('The capital?');
  await page.keyboard.press('Enter');
  const answer = (letter: string) =>
    column(page, letter).getByRole('article', { name: 'Answer' }).last();
  await expect(answer('A')).toContainText('Paris, says scripted-1');
  await expect(answer('A').getByText('Stored')).toBeVisible();
  await expect(answer('C')).toContainText('This model cannot be used');
  await expect(answer('B')).toContainText('Paris, says scripted-endless');
  await expect(page.getByRole('button', { name: 'Stop all' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop B' }).click();
  await expect(answer('B')).toContainText('Stopped');
  // The two that have an answer are not asked again: only the one that failed.
  await expect(page.getByRole('button', { name: 'Run C' })).toBeVisible();

  await choose(page, 'C', 'scripted-3');
  await answer('C').getByRole('button', { name: 'Try again' }).click();
  await expect(answer('C')).toContainText('Paris, says scripted-3');
  await expectAccessible(page);
  // An answer that failed without a word is none to keep.
  await expect(answer('C').getByText('of 2')).toHaveCount(0);

  await choose(page, 'A', 'scripted-2');
  await column(page, 'A').getByRole('button', { name: 'Try A again' }).click();
  await expect(answer('A')).toContainText('Paris, says scripted-2');
  await expect(answer('A').getByText('2 of 2')).toBeVisible();
  await page.reload();
  await expect(answer('A')).toContainText('Paris, says scripted-2');
  await answer('A').getByRole('button', { name: 'Version before' }).click();
  await expect(answer('A')).toContainText('Paris, says scripted-1');
  await expect(answer('A').getByText('1 of 2')).toBeVisible();
  await expect(column(page, 'A').getByRole('button', { name: 'A is the best' })).toBeVisible();
  await expectAccessible(page);
  await expect(answer('C')).toContainText('Paris, says scripted-3');
  await expect(answer('B')).toContainText('Paris, says scripted-endless');
});

test('the answers are measured, told apart, and the best is kept and gone on with', async ({
  page,
  server,
}) => {
  await choose(page, 'A', 'scripted-1');
  await choose(page, 'B', 'scripted-1');
  await column(page, 'B').getByRole('button', { name: 'Parameters of B' }).click();
  await page.getByRole('button', { name: 'Set temperature' }).click();
  await page.keyboard.press('Escape');
  await expect(column(page, 'B')).toContainText('temperature 1');
  await page.getByRole('textbox', { name: 'Message to all columns' }).fill('The capital?');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Stored/)).toHaveCount(2);
  await expect(column(page, 'A')).toContainText(/Total: \d+(\.\d)? m?s/);

  await page.getByRole('button', { name: 'Word by word' }).click();
  const difference = page.getByRole('dialog', { name: 'Difference' });
  await expect(difference.getByRole('deletion')).toHaveText('no');
  await expect(difference.getByRole('insertion')).toHaveText('1');
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await column(page, 'B').getByRole('button', { name: 'B is the best' }).click();
  await expect(page.getByText(/compare is best on B, other on the rest/)).toBeVisible();
  const listed = await fetch(`${server.url}/v1/chat/completions?metadata[compare]=best`);
  const { data } = (await listed.json()) as { data: { id: string; metadata: object }[] };
  expect(data).toHaveLength(1);
  expect(data[0]?.metadata).toEqual({ compare: 'best', compare_id: data[0]?.id });
  const others = await fetch(`${server.url}/v1/chat/completions?metadata[compare]=other`);
  expect(((await others.json()) as { data: object[] }).data).toHaveLength(1);

  // Digits judge as well; the same one again takes it back.
  await page.keyboard.press('1');
  await expect(page.getByText(/compare is best on A/)).toBeVisible();
  await page.keyboard.press('0');
  await expect(page.getByRole('button', { name: /^All equal/, pressed: true })).toBeVisible();
  await page.keyboard.press('0');
  await expect(page.getByText(/^Written to the metadata/)).toHaveCount(0);
  const untied = await fetch(`${server.url}/v1/chat/completions?metadata[compare]=equal`);
  expect(((await untied.json()) as { data: object[] }).data).toHaveLength(0);

  await column(page, 'B').getByRole('button', { name: 'Continue with B' }).click();
  await expect(page.getByRole('heading', { name: 'The capital?' })).toBeVisible();
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('at 1 temperature');
  await expect(page.getByRole('button', { name: 'Unset temperature' })).toBeVisible();
});

test('a sheet begins with what is open, draft and variables included; a prompt is changed in one column', async ({
  page,
  upstream,
}) => {
  await page.getByRole('link', { name: 'Back to the playground' }).click();
  // The sheet has a field for roles, too.
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
  await page.getByRole('combobox', { name: 'Role of the message' }).selectOption('system');
  await page
    .getByRole('textbox', { name: 'Message', exact: true })
    .fill('Answer {{who}} politely.');
  await page.getByRole('button', { name: 'Add without running' }).click();
  await page.getByRole('combobox', { name: 'Role of the message' }).selectOption('user');
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('The capital?');
  await page.getByRole('link', { name: 'Compare' }).click();
  const system = page.getByRole('region', { name: 'System of all columns' });
  await expect(system).toContainText('Answer {{who}} politely.');
  await expect(page.getByRole('textbox', { name: 'Message to all columns' })).toHaveValue(
    'The capital?',
  );
  await page.getByRole('textbox', { name: 'who' }).fill('Mira');
  await choose(page, 'A', 'scripted-1');
  await choose(page, 'B', 'scripted-2');
  await page.getByRole('button', { name: 'Run both' }).click();
  await expect(page.getByText(/^Stored/)).toHaveCount(2);

  await system.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('menuitem', { name: 'Only in B' }).click();
  await page.getByRole('textbox', { name: 'Text of the message' }).fill('Answer {{who}} briefly.');
  await page.getByRole('button', { name: 'Save and run' }).click();
  const b = column(page, 'B');
  await expect(b.getByRole('deletion')).toHaveText('politely');
  await expect(b.getByRole('insertion')).toHaveText('briefly');
  // The variable is told from the words around it, in A and in the difference of B.
  await expect.poll(() => marks(page, 'variable')).toEqual(['{{who}}', '{{who}}']);
  await expect(b.getByText('Stored')).toBeVisible();
  await expect(column(page, 'A').getByText('Answer {{who}} politely.')).toBeVisible();
  const sent = upstream.received
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => (JSON.parse(body) as { messages: { content: string }[] }).messages)
    .map((messages) => messages.map(({ content }) => content));
  // Only the changed column was asked again, and each with the one value.
  expect(sent.map((texts) => texts.join(' ')).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    'Answer Mira briefly. The capital?',
    'Answer Mira politely. The capital?',
    'Answer Mira politely. The capital?',
  ]);
  await page.getByRole('button', { name: 'Differences' }).click();
  await expect(b.getByRole('insertion')).toHaveCount(0);
  await expectAccessible(page);

  // On a phone, too, what can be made of an answer is one line.
  await page.setViewportSize({ width: 390, height: 844 });
  const top = async (name: string) => (await b.getByRole('button', { name }).boundingBox())?.y ?? 0;
  await expect
    .poll(async () => Math.abs((await top('Try B again')) - (await top('B is the best'))))
    .toBeLessThan(8);
  await page.setViewportSize({ width: 1440, height: 900 });

  // Nothing is asked again by going back and forth, by a reload, or by Enter in the empty box.
  await page.getByRole('link', { name: 'Back to the playground' }).click();
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
  await page.goBack();
  await page.reload();
  await page.getByRole('textbox', { name: 'Message to all columns' }).press('Enter');
  await expect(b.getByText('Answer {{who}} briefly.')).toBeVisible();
  expect(upstream.received.filter(({ method }) => method === 'POST')).toHaveLength(3);
});

test(
  'a tool call is answered in the column that made it, and only that one goes on',
  { tag: '@edge' },
  async ({ page, upstream }) => {
    upstream.script((response, { method, body }) => {
      if (method === 'GET')
        return sendJson(response, { object: 'list', data: [{ id: 'scripted-1' }] });
      const { model, messages } = JSON.parse(body) as {
        model: string;
        messages: { role: string }[];
      };
      const calls = model === 'scripted-tool' && !messages.some(({ role }) => role === 'tool');
      const call = {
        index: 0,
        id: 'call_1',
        type: 'function',
        function: { name: 'look_up', arguments: '{}' },
      };
      sendEvents(
        response,
        calls
          ? [chunk({ role: 'assistant', tool_calls: [call] }), chunk({}, 'tool_calls'), '[DONE]']
          : [chunk({ role: 'assistant', content: 'Paris it is.' }), chunk({}, 'stop'), '[DONE]'],
      );
      response.end();
    });
    await choose(page, 'A', 'scripted-tool');
    await choose(page, 'B', 'scripted-1');
    await page.getByRole('textbox', { name: 'Message to all columns' }).fill('The capital?');
    await page.keyboard.press('Enter');
    await expect(column(page, 'B')).toContainText('Paris it is.');
    await column(page, 'A').getByRole('textbox', { name: 'Result of look_up' }).fill('Paris');
    await column(page, 'A').getByRole('button', { name: 'Continue', exact: false }).first().click();
    await expect(column(page, 'A')).toContainText('Paris it is.');
    expect(upstream.received.filter(({ method }) => method === 'POST')).toHaveLength(3);

    // What is done with the result is done in its column.
    const given = column(page, 'A').getByRole('group', { name: 'Result of look_up' });
    await given.getByRole('button', { name: 'Delete' }).click();
    await expect(given).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(given).toContainText('Paris');
    await page.getByRole('button', { name: 'Add instructions to every column' }).click();
    const instructions = page.getByRole('region', { name: 'System of all columns' });
    await instructions.getByRole('textbox').fill('Be brief.');
    await instructions.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(instructions.getByRole('textbox')).toHaveCount(0);
    await expect(instructions).toContainText('Be brief.');
  },
);

test(
  'what is open now takes the place of a comparison only when asked to',
  { tag: '@edge' },
  async ({ page }) => {
    await choose(page, 'A', 'scripted-1');
    await choose(page, 'B', 'scripted-2');
    await page.getByRole('textbox', { name: 'Message to all columns' }).fill('The capital?');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^Stored/)).toHaveCount(2);
    await page.getByRole('link', { name: 'Back to the playground' }).click();
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Another question');
    await page.getByRole('link', { name: 'Compare' }).click();
    await expect(column(page, 'A')).toContainText('Paris');
    await page.getByRole('button', { name: 'Compare that instead' }).click();
    const box = page.getByRole('textbox', { name: 'Message to all columns' });
    await expect(box).toHaveValue('Another question');
    await expect(column(page, 'A')).not.toContainText('Paris');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(column(page, 'A')).toContainText('Paris');
  },
);

test('what is said to all is in view, however long the sheet is', async ({ page, upstream }) => {
  const long = Array.from({ length: 60 }, (_, n) => `Line ${n}`).join('\n\n');
  upstream.script((response, { method }) => {
    if (method === 'GET') return sendJson(response, { object: 'list', data: [{ id: 'm' }] });
    sendEvents(response, [chunk({ role: 'assistant', content: long }, 'stop'), '[DONE]']);
    response.end();
  });
  const box = page.getByRole('textbox', { name: 'Message to all columns' });
  for (const words of ['The first thing', 'The second thing']) {
    await box.fill(words);
    await expect(page.getByRole('button', { name: /^Run both/ })).toBeEnabled();
    await box.press('Enter');
    await expect(page.getByText(words, { exact: true }).last()).toBeInViewport();
    await expect(page.getByRole('button', { name: /^Stop all/ })).toHaveCount(0);
  }
});
