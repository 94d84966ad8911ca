import type { Page } from '@playwright/test';
import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

type Sent = { messages: { role: string; content: string | null; tool_call_id?: string }[] };

const call = (index: number, id: string, name: string, args: string) => ({
  index,
  id,
  type: 'function',
  function: { name, arguments: args },
});

/** Each answer calls these tools as long as there are any, then says what it heard. */
let rounds: ReturnType<typeof call>[][] = [];

test.beforeEach(async ({ page, upstream }) => {
  const data = [{ id: 'scripted-1', object: 'model', created: 1, owned_by: 'me' }];
  upstream.script((response, { method, body }) => {
    if (method === 'GET') return sendJson(response, { object: 'list', data });
    const { messages } = JSON.parse(body) as Sent;
    const heard = messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
    const calls = rounds[messages.filter(({ role }) => role === 'assistant').length];
    const delta = calls ? { tool_calls: calls } : { content: `Heard: ${heard.join(' | ')}` };
    sendEvents(response, [chunk(delta, calls ? 'tool_calls' : 'stop'), '[DONE]']);
    response.end();
  });
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
});

async function ask(page: Page) {
  await page.getByRole('textbox', { name: 'Message' }).fill('Look it up');
  await page.keyboard.press('Enter');
}

async function write(page: Page, tool: string, code: string) {
  await page
    .getByRole('button', { name: `Write a function of ${tool}` })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: `Function of ${tool}` });
  await dialog.getByRole('textbox', { name: 'JavaScript' }).fill(code);
  return dialog;
}

test('results are typed into the cards of their calls, survive a reload, and stay joined to them', async ({
  page,
}) => {
  rounds = [
    [call(0, 'c1', 'weather', '{"city":"Paris"}'), call(1, 'c2', 'weather', '{"city":"Os')],
  ];
  await ask(page);
  const cards = page.getByRole('figure', { name: 'Call of weather' });
  await expect(cards.nth(0)).toContainText('"city": "Paris"');
  await expect(cards.nth(1)).toContainText('{"city":"Os');
  await expect(cards.nth(1)).toContainText('not JSON');
  const goOn = page.getByRole('button', { name: /^Continue/ });
  await expect(goOn).toBeDisabled();
  await expect(page.getByText('waits for 2 results')).toBeVisible();
  await cards.nth(0).getByRole('textbox').fill('sunny');
  await page.waitForFunction(() => indexedDB.databases().then((all) => all.length > 0));
  await page.reload();
  await expect(cards.nth(0).getByRole('textbox')).toHaveValue('sunny');
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 500 });
  await cards.nth(1).getByRole('textbox').fill('snow');
  await page.keyboard.press('ControlOrMeta+Enter');
  // The field is gone and the answer has come: the transcript has followed.
  await expect(page.getByText('Heard: sunny | snow')).toBeInViewport();
  await expect(cards.nth(0).getByRole('group', { name: 'Result of weather' })).toContainText(
    'sunny',
  );
  await expect(page.getByRole('article', { name: 'Tool result' })).toHaveCount(0);
  await expect(goOn).toHaveCount(0);
  await expectAccessible(page);
});

test('functions answer several calls at once, and the conversation goes on by itself up to its limit', async ({
  page,
  upstream,
}) => {
  const both = [call(0, 'a', 'double', '{"n":2}'), call(1, 'b', 'fail', '{}')];
  rounds = [both, [call(0, 'c', 'double', '{"n":5}')], [call(0, 'd', 'double', '{"n":7}')]];
  await ask(page);
  const dialog = await write(page, 'double', 'async ({ n }) => ({ n: n * 2 });');
  await dialog.getByRole('button', { name: 'Try it' }).click();
  await expect(dialog.getByText('{"n":4}')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await (
    await write(page, 'fail', 'function (args) {\n  return args.no.thing;\n}')
  )
    .getByRole('button', { name: 'Save' })
    .click();

  await page.getByRole('button', { name: 'Run 2 functions' }).click();
  await expect(page.getByRole('textbox', { name: 'Result of double' })).toHaveValue('{"n":4}');
  const failed = page.getByRole('textbox', { name: 'Result of fail' });
  await expect(failed).toHaveValue(/^TypeError: .*thing/);
  await expect(failed).toHaveAccessibleDescription(/function failed/);

  await page.getByRole('switch', { name: 'Run tools automatically' }).check();
  await page.getByRole('button', { name: /^up to/ }).click();
  await page.getByRole('spinbutton', { name: 'Rounds at most' }).fill('1');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Continue/ }).click();
  // The calls of the second answer are answered by themselves, those of the third wait for the reader.
  await expect(page.getByText('ran automatically for 1 round')).toBeVisible();
  await expect(page.getByText('Result: an error')).toBeVisible();
  await page.getByRole('button', { name: 'Run the function' }).click();
  await page.getByRole('button', { name: /^Continue/ }).click();
  await expect(
    page.getByText(/Heard: \{"n":4\} \| TypeError.* \| \{"n":10\} \| \{"n":14\}/),
  ).toBeVisible();
  const sent = JSON.parse(upstream.received.at(-1)?.body ?? '') as Sent;
  expect(sent.messages.flatMap(({ tool_call_id }) => tool_call_id ?? [])).toEqual([
    'a',
    'b',
    'c',
    'd',
  ]);
});

test('a function reaches no network and nothing of the page, and an endless one is cut or stopped', async ({
  page,
  server,
}) => {
  rounds = [
    [
      call(0, 'a', 'escape', JSON.stringify({ url: server.url })),
      call(1, 'b', 'loop', '{}'),
      call(2, 'c', 'broken', '{}'),
    ],
  ];
  const escape = `async ({ url }) => {
    const tried = {};
    const attempt = async (name, act) => {
      try {
        tried[name] = 'reached ' + (await act());
      } catch (error) {
        tried[name] = error.name;
      }
    };
    await attempt('fetch', () => fetch(url + '/api/server'));
    await attempt('script', () => importScripts(url + '/begin.js'));
    await attempt('module', () => import(url + '/begin.js'));
    await attempt('socket', () => new Promise((resolve, reject) => {
      const socket = new WebSocket(url.replace('http', 'ws'));
      socket.onopen = () => resolve('it');
      socket.onerror = () => reject(new Error('refused'));
    }));
    await attempt('parent', () => parent.document.title);
    await attempt('storage', () => localStorage.length);
    await attempt('cookie', () => document.cookie);
    await attempt('database', () => new Promise((resolve, reject) => {
      const request = indexedDB.open('chatkeep');
      request.onsuccess = () => resolve('it');
      request.onerror = () => reject(request.error);
    }));
    return { ...tried, origin: self.origin };
  }`;
  await ask(page);
  for (const [tool, code] of [
    ['escape', escape],
    ['loop', '() => { for (;;); }'],
    ['broken', '() => {'],
  ] as const) {
    await (await write(page, tool, code)).getByRole('button', { name: 'Save' }).click();
  }
  await page.getByRole('button', { name: /^up to/ }).click();
  await page.getByRole('spinbutton', { name: 'Seconds for each' }).fill('4');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Run 3 functions' }).click();
  await expect(page.getByRole('textbox', { name: 'Result of broken' })).toHaveValue(/SyntaxError/);
  await expect(page.getByRole('textbox', { name: 'Result of loop' })).toHaveValue(
    /longer than 4 s/,
  );
  const tried = page.getByRole('textbox', { name: 'Result of escape' });
  await expect(tried).toHaveValue(/origin/);
  expect(JSON.parse(await tried.inputValue())).toEqual({
    fetch: 'TypeError',
    script: 'NetworkError',
    module: 'TypeError',
    socket: 'Error',
    parent: 'ReferenceError',
    storage: 'ReferenceError',
    cookie: 'ReferenceError',
    database: 'SecurityError',
    origin: 'null',
  });
  await expect(page.locator('iframe')).toHaveCount(0);

  await page.getByRole('button', { name: /^up to/ }).click();
  await page.getByRole('spinbutton', { name: 'Seconds for each' }).fill('60');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Run 3 functions' }).click();
  await expect(tried).toHaveValue(/origin/);
  await expect(
    page.getByRole('figure', { name: 'Call of loop' }).getByText('The function is running'),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('The function is running')).toHaveCount(0);
  await expect(page.locator('iframe')).toHaveCount(0);
});

test(
  'the functions of an imported conversation run only after somebody has agreed',
  { tag: '@edge' },
  async ({ page }) => {
    rounds = [[call(0, 'a', 'double', '{"n":2}')]];
    await ask(page);
    await (
      await write(page, 'double', '({ n }) => n * 2')
    )
      .getByRole('button', { name: 'Save' })
      .click();
    await page.getByRole('button', { name: 'History' }).click();
    const saved = page.waitForEvent('download');
    await page
      .getByRole('button', { name: /Export/ })
      .first()
      .click();
    const file = await (await saved).path();
    await page.getByLabel(/Import/).setInputFiles(file);
    const rows = page.getByRole('listitem').filter({ hasText: 'Look it up' });
    await expect(rows).toHaveCount(2);
    await rows.filter({ hasNotText: 'Open' }).getByRole('button').first().click();
    await expect(page.getByText(/came with a function for double/).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run the function' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Let the functions run' }).first().click();
    await page.getByRole('button', { name: 'Run the function' }).click();
    await expect(page.getByRole('textbox', { name: 'Result of double' })).toHaveValue('4');
  },
);
