import { store } from '../fixtures/test';
import type { Reader } from './reader';
import { expect, test } from './test';

test('the main job: run and stop, find, open, edit, tag five, delete, undo, review, in the dark, on a phone', async ({
  reader,
  server,
}) => {
  test.setTimeout(180_000);
  const ids: string[] = [];
  for (let i = 0; i < 30; i += 1) {
    const messages = [{ role: 'user', content: `Question ${i} of the story` }];
    ids.push(await store(server, { messages }));
  }
  await reader.goto('/');
  await reader.click('button', 'Model:');
  await reader.fill('[role=combobox]', 'Search models', 'demo-slow');
  await reader.press('Enter');
  await reader.fill('textarea', 'Message', 'A slow question');
  await reader.click('button', 'Run');
  await reader.sees('article', 'Assistant');
  await reader.click('button', 'Stop');
  await reader.sees('article', 'Stopped');
  await reader.sees('button', 'Run');

  // Finds, and opens the third row by the mouse.
  await reader.click('a', 'Completions');
  await reader.fill('input', 'Search texts, ids, metadata', 'story');
  await reader.seesNo('td', 'A slow question');
  await reader.click('td', 'Question 27');
  await reader.sees('h1', '');
  await reader.sees('p', 'Question 27 of the story');

  await reader.click('button', 'Add pair');
  await reader.fill('form[aria-label=Metadata] input', 'Key', 'topic');
  await reader.fill(
    'form[aria-label=Metadata] textarea, form[aria-label=Metadata] input',
    'Value',
    'travel',
  );
  await reader.click('form[aria-label=Metadata] button', 'Save');
  await reader.seesNo('form[aria-label=Metadata] button', 'Save');

  // Many at once; whatever lies over a row makes a click fail.
  await reader.goto('/completions');
  await selectFive(reader);
  await reader.click('[role=toolbar] button', 'Tag');
  await reader.fill('dialog input, dialog textarea', 'Key', 'trip');
  await reader.fill('dialog input, dialog textarea', 'Value', 'paris');
  await reader.click('dialog button', 'Count what changes');
  await reader.click('dialog button', 'Tag 5 completions');
  await reader.seesNo('dialog');
  await reader.sees('section[aria-label=Job]', '5 completions tagged');
  // Above them is what was stopped.
  expect(await tripsOf(server.url, ids)).toEqual(
    ids.map((_, i) => (i >= 25 ? 'paris' : undefined)),
  );
  await reader.click('section[aria-label=Job] button', 'Dismiss');

  await selectFive(reader);
  await reader.click('[role=toolbar] button', 'Delete');
  await reader.click('dialog button', 'Delete 5');
  await reader.seesNo('dialog');
  await reader.sees('section[aria-label=Job]', '5 completions deleted');
  await reader.seesNo('td', 'Question 28 of');
  expect(await reader.tab.run(() => location.pathname)).toBe('/completions');
  await reader.click('section[aria-label=Job] button', 'Undo');
  await reader.sees('td', 'Question 28 of');
  await reader.click('section[aria-label=Job] button', 'Dismiss');

  await reader.click('a', 'Review');
  await reader.sees('section[aria-label=Review]');
  // Past the stopped one, which the API's list leaves out.
  await reader.press('j');
  await reader.press('1');
  await expect.poll(() => reviewedOf(server.url)).toBe(1);
  await reader.press('j');
  await reader.press('2');
  await expect.poll(() => reviewedOf(server.url)).toBe(2);

  await reader.click('button', 'Theme');
  await reader.click('[role=menuitemradio]', 'Dark');
  const look = () => reader.tab.run(() => getComputedStyle(document.body).backgroundColor);
  await expect.poll(look).toBe('rgb(11, 12, 15)');

  await reader.tab.resize(390, 844);
  await reader.click('a', 'Completions');
  await reader.click('td, li', 'Question 26 of');
  await reader.sees('p', 'Question 26 of the story');
  await reader.click('a', 'Playground');
  await reader.fill('textarea', 'Message', 'On a phone');
  await reader.press('Control+Enter');
  await reader.sees('article', 'Assistant');
  expect(
    await reader.tab.run(() => document.documentElement.scrollWidth - innerWidth),
    'nothing is wider than the phone',
  ).toBeLessThanOrEqual(0);
});

async function selectFive(reader: Reader) {
  for (const nth of [1, 2, 3, 4, 5]) {
    await reader.click('td input[type=checkbox]', 'Select', nth);
  }
  await reader.sees('output', '5 selected');
}

type Stored = { metadata: Record<string, string> | null };

function tripsOf(url: string, ids: string[]): Promise<(string | undefined)[]> {
  return Promise.all(
    ids.map(async (id) => {
      const response = await fetch(`${url}/v1/chat/completions/${id}`);
      return ((await response.json()) as Stored).metadata?.['trip'];
    }),
  );
}

async function reviewedOf(url: string): Promise<number> {
  const response = await fetch(`${url}/v1/chat/completions?limit=100`);
  const { data } = (await response.json()) as { data: Stored[] };
  return data.filter(({ metadata }) => metadata?.['review'] !== undefined).length;
}
