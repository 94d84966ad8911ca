import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import {
  chunk,
  type ScriptedUpstream,
  sendEvents,
  sendJson,
} from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

/** A provider that holds its headers back until the test lets it answer. */
function holdBack(upstream: ScriptedUpstream) {
  const held: ServerResponse[] = [];
  upstream.script((response, { method }) => {
    if (method === 'POST') return held.push(response);
    sendJson(response, { object: 'list', data: [{ id: 'scripted-1', object: 'model' }] });
  });
  return held;
}

const posts = (upstream: ScriptedUpstream) =>
  upstream.received.filter(({ method }) => method === 'POST');

async function isClosedWithin(upstream: ScriptedUpstream, ms: number): Promise<boolean> {
  const closed = posts(upstream)
    .at(-1)
    ?.aborted.then(() => true);
  return (await Promise.race([closed, sleep(ms, false)])) ?? false;
}

function answerWith(response: ServerResponse | undefined, ...words: string[]): void {
  if (!response) throw new Error('Nothing was asked');
  const chunks = words.map((content) => chunk({ content }));
  sendEvents(response, [...chunks, chunk({}, 'stop'), '[DONE]']);
  response.end();
}

const box = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const answerIn = (page: Page) => page.getByRole('article', { name: 'Assistant' });

async function ask(page: Page, upstream: ScriptedUpstream, text: string): Promise<void> {
  const before = posts(upstream).length;
  await box(page).fill(text);
  await page.keyboard.press('Enter');
  await expect.poll(() => posts(upstream).length).toBe(before + 1);
}

async function choose(page: Page, model: string): Promise<void> {
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill(model);
  await page.keyboard.press('Enter');
}

test.beforeEach(async ({ page, upstream }) => {
  holdBack(upstream);
  await page.goto('/');
  await choose(page, 'scripted-1');
});

test('Stop before the headers stops once, by mouse and by key, stored or not', async ({
  page,
  upstream,
  server,
}) => {
  holdBack(upstream);
  let asked = 0;
  for (const isStored of [true, false]) {
    await page.getByRole('switch', { name: 'Store the answer' }).setChecked(isStored);
    for (const stop of [
      () => page.getByRole('button', { name: /^Stop Esc/ }).click(),
      () => page.getByRole('button', { name: /^Stop Esc/ }).dblclick(),
      () => page.keyboard.press('Escape'),
    ]) {
      await page.keyboard.press('ControlOrMeta+Shift+O');
      await ask(page, upstream, `Tell me ${asked}`);
      asked += 1;
      await expect(page.getByText('Waiting for the provider to begin')).toBeVisible();
      await stop();
      expect(await isClosedWithin(upstream, 1_000), 'the connection is closed').toBe(true);
      await expect(answerIn(page)).toContainText('Stopped');
      await expect(page.getByRole('alert')).toHaveCount(0);
    }
  }
  // Nothing was sent again, neither at once nor a little later.
  await sleep(500);
  expect(posts(upstream)).toHaveLength(asked);
  const runs = (await (await fetch(`${server.url}/api/runs`)).json()) as { data: unknown[] };
  expect(runs.data).toEqual([]);
});

test(
  'Stop of a column and Stop all reach what has no headers yet',
  { tag: '@edge' },
  async ({ page, upstream }) => {
    const held = holdBack(upstream);
    await box(page).fill('Which is it?');
    await page.getByRole('button', { name: 'Add without running' }).click();
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('button', { name: 'Run both' }).click();
    await expect.poll(() => held.length).toBe(2);
    const closed = posts(upstream).map(({ aborted }) => aborted.then(() => true));
    await page.getByRole('button', { name: 'Stop A', exact: true }).click();
    expect(await Promise.race([...closed, sleep(1_000, false)])).toBe(true);
    const column = (letter: string) =>
      page.getByRole('region', { name: `Column ${letter}` }).getByRole('article', {
        name: 'Answer',
      });
    await expect(column('A')).toContainText('Stopped');
    await expect(column('B')).toContainText('Waiting for the provider');
    await page.getByRole('button', { name: /^Stop all/ }).click();
    expect(await Promise.race([Promise.all(closed), sleep(1_000, false)])).toEqual([true, true]);
    await expect(column('B')).toContainText('Stopped');
    await sleep(300);
    expect(posts(upstream)).toHaveLength(2);
  },
);

for (const isStored of [true, false]) {
  test(
    `a reload in any phase leads back to the answer (${isStored ? 'stored' : 'not stored'})`,
    { tag: '@edge' },
    async ({ page, upstream }) => {
      const held = holdBack(upstream);
      await page.getByRole('switch', { name: 'Store the answer' }).setChecked(isStored);
      await ask(page, upstream, 'Tell me');
      await page.reload();
      await expect(page.getByText('Waiting for the provider to begin')).toBeVisible();
      sendEvents(held[0]!, [chunk({ role: 'assistant', content: 'Begin' })]); // asked above
      await expect(answerIn(page)).toContainText('Begin');
      await page.reload();
      await expect(answerIn(page)).toContainText('Begin');
      answerWith(held[0], ' and end');
      await expect(answerIn(page)).toContainText('Begin and end');
      await expect(page.getByText(/^Stored/)).toHaveCount(isStored ? 1 : 0);
      await page.reload();
      await expect(answerIn(page)).toContainText('Begin and end');
      await expect(page.getByRole('alert')).toHaveCount(0);
      expect(posts(upstream)).toHaveLength(1);

      // The next one ends while no page is there.
      await ask(page, upstream, 'And then?');
      await page.goto('about:blank');
      answerWith(held[1], 'Meanwhile');
      await page.goBack();
      await expect(answerIn(page).last()).toContainText('Meanwhile');
      expect(posts(upstream)).toHaveLength(2);
    },
  );
}

test(
  'several answers at once: each comes into its own conversation, and the list reaches all',
  { tag: '@edge' },
  async ({ page, context, upstream }) => {
    const held = holdBack(upstream);
    await ask(page, upstream, 'First question');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await ask(page, upstream, 'Second question');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await ask(page, upstream, 'Third question');
    await page.getByRole('button', { name: '3 running' }).click();
    const list = page.getByRole('list', { name: 'Running' });
    await expect(list.getByRole('listitem')).toHaveCount(3);
    await expect(list).toContainText('scripted-1');
    await expect(list.getByText('open here')).toHaveCount(1);
    await expectAccessible(page);

    await list.getByRole('button', { name: 'Stop: Second question' }).click();
    await posts(upstream)[1]?.aborted;
    await expect(list.getByRole('listitem')).toHaveCount(2);
    answerWith(held[0], 'Answer to the first');
    await expect(page.getByRole('list', { name: 'Ended since you left' })).toContainText(
      'First question',
    );
    await page.keyboard.press('Escape');
    answerWith(held[2], 'Answer to the third');
    await expect(answerIn(page)).toContainText('Answer to the third');

    await page.getByRole('button', { name: '2 ended' }).click();
    await page.getByRole('button', { name: 'Open: First question' }).click();
    await expect(answerIn(page)).toContainText('Answer to the first');
    await page.getByRole('button', { name: '1 ended' }).click();
    await page.getByRole('button', { name: 'Open: Second question' }).click();
    await expect(answerIn(page)).toContainText('Stopped');
    expect(posts(upstream)).toHaveLength(3);

    // Another tab lists it and stops it; the first one sees that.
    await ask(page, upstream, 'Fourth question');
    const other = await context.newPage();
    await other.goto('/');
    await other.getByRole('button', { name: '1 running' }).click();
    await other.getByRole('button', { name: 'Stop: Second question' }).click();
    await posts(upstream)[3]?.aborted;
    await expect(answerIn(page).last()).toContainText('Stopped');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(other.getByRole('button', { name: /\d running/ })).toHaveCount(0);
  },
);

test(
  'an answer goes on after a left conversation is opened again, and its page is loaded anew',
  { tag: '@edge' },
  async ({ page, upstream }) => {
    const held = holdBack(upstream);
    await ask(page, upstream, 'A long story');
    sendEvents(held[0]!, [chunk({ role: 'assistant', content: 'Once' })]); // asked above
    await expect(answerIn(page)).toContainText('Once');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await expect(answerIn(page)).toHaveCount(0);
    sendEvents(held[0]!, [chunk({ content: ' upon' })]);
    await page.getByRole('button', { name: '1 running' }).click();
    await page.getByRole('button', { name: 'Open: A long story' }).click();
    await expect(answerIn(page)).toContainText('Once upon');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await box(page).fill('something else');
    await page.reload();
    await expect(page.getByRole('button', { name: '1 running' })).toBeVisible();
    answerWith(held[0], ' a time');
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByRole('button', { name: /^A long story/ }).click();
    await expect(answerIn(page)).toContainText('Once upon a time');
    await expect(page.getByText(/^Stored/)).toBeVisible();
  },
);

test('a running answer has a page, with its text as it comes, and its row has Stop', async ({
  page,
  upstream,
  server,
}) => {
  const held = holdBack(upstream);
  await ask(page, upstream, 'A long story');
  const { data } = (await (await fetch(`${server.url}/api/runs`)).json()) as {
    data: { completion_id: string }[];
  };
  await page.goto(`/completions/${data[0]?.completion_id}`);
  await expect(page.getByText('Waiting for the first words')).toBeVisible();
  await expect(page.getByRole('article', { name: 'User' })).toContainText('A long story');
  await expectAccessible(page);
  sendEvents(held[0]!, [
    chunk({ role: 'assistant', content: 'Once' }),
    chunk({ content: ' upon' }),
  ]);
  await expect(answerIn(page)).toContainText('Once upon');
  await expect(page.getByText('2 tokens')).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await posts(upstream)[0]?.aborted;
  await expect(page.getByText('Incomplete: stopped by the user')).toBeVisible();
  await expect(answerIn(page)).toContainText('Once upon');
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);

  // Stopped by its row, before the headers.
  await page.goto('/');
  await ask(page, upstream, 'Another story');
  await page.getByRole('link', { name: 'Completions' }).click();
  const row = page.getByRole('row', { name: /Another story/ });
  await expect(row).toContainText('Running');
  await row.getByRole('button', { name: 'Stop' }).click();
  await posts(upstream)[1]?.aborted;
  await expect(row).toContainText('Incomplete');
  await page.getByRole('link', { name: 'Playground' }).click();
  await expect(answerIn(page).last()).toContainText('Stopped');
  expect(posts(upstream)).toHaveLength(2);
});

test(
  'while the provider loads its model it is asked again by itself, until Stop',
  { tag: '@edge' },
  async ({ page, upstream }) => {
    let refusals = 2;
    upstream.script((response, { method }) => {
      if (method !== 'POST') return sendJson(response, { object: 'list', data: [] });
      refusals -= 1;
      if (refusals < 0) return answerWith(response, 'Loaded.');
      const error = { message: 'Loading model', type: 'unavailable_error', code: 503 };
      sendJson(response, { error }, 503);
    });
    await box(page).fill('Hello');
    await page.keyboard.press('Enter');
    await expect(page.getByText('The provider is loading the model')).toBeVisible();
    await expect(page.getByText(/asked 2 times/)).toBeVisible();
    await expect(answerIn(page)).toContainText('Loaded.');
    expect(posts(upstream)).toHaveLength(3);

    // A page that comes back meanwhile goes on with it.
    refusals = 100;
    await box(page).fill('Once more');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/asked once/)).toBeVisible();
    await page.reload();
    await expect(page.getByText('The provider is loading the model')).toBeVisible();
    refusals = 0;
    await expect(answerIn(page).last()).toContainText('Loaded.');
    await expect(answerIn(page)).toHaveCount(2);
    await expect(page.getByRole('alert')).toHaveCount(0);

    refusals = 100;
    await box(page).fill('Again');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/asked once/)).toBeVisible();
    await page.getByRole('button', { name: /^Stop Esc/ }).click();
    await expect(answerIn(page).last()).toContainText('Stopped');
    const before = posts(upstream).length;
    await sleep(2_500);
    expect(posts(upstream)).toHaveLength(before);
  },
);
