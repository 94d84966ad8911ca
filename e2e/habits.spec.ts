import type { Page } from '@playwright/test';
import { startChatkeep } from './fixtures/chatkeep-server';
import type { Habit } from './fixtures/habit-rows';
import { type HabitServer, startHabitServer } from './fixtures/habit-server';
import { expect, expectAccessible, test as base } from './fixtures/test';

type Sources = {
  /** Starts a server with the habit, and shows its completions through ours. */
  open(habit: Habit, query?: string): Promise<HabitServer>;
};

const COUNTS: Partial<Record<Habit, number>> = {
  'ignores-metadata': 30,
  'no-delete-route': 30,
  'html-delete': 5,
  'read-only': 30,
  'ignores-after': 60,
  'ignores-order': 60,
  'ignores-limit': 30,
  'ties-by-id': 162,
  'appends-with-nulls': 5,
  'null-date': 3,
  'ms-date': 3,
  'iso-date': 3,
};

const test = base.extend<{ sources: Sources }>({
  sources: async ({ page }, use) => {
    const habits = Object.entries(COUNTS) as [Habit, number][];
    const started = await Promise.all(
      habits.map(async ([habit, count]) => [habit, await startHabitServer(habit, count)] as const),
    );
    const providers = started.map(([habit, { baseUrl }]): [string, object] => [
      habit,
      { baseURL: baseUrl, stored: true },
    ]);
    const ours = await startChatkeep({
      providers: Object.fromEntries(providers) as Record<string, { baseURL: string }>,
    });
    await use({
      async open(habit, query = '') {
        await page.goto(`${ours.url}/completions${query}`);
        await page.getByRole('button', { name: /^Source/ }).click();
        await page.getByRole('menuitemradio', { name: habit }).click();
        await expect(page.getByRole('row').nth(1)).toBeVisible();
        const found = new Map(started).get(habit);
        if (!found) throw new Error(`no server has the habit ${habit}`);
        return found;
      },
    });
    await ours.stop();
    await Promise.all(started.map(([, server]) => server.close()));
  },
});

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Selection' });
const selectPage = (page: Page) =>
  page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();

const openFirst = (page: Page) => page.getByRole('row').nth(1).getByRole('link').first().click();

/** The answers of the rows on the page, in order, once each row has its own. */
async function answersOf(page: Page): Promise<string[]> {
  let answers: string[] = [];
  await expect
    .poll(async () => {
      const [, ...rows] = await page.getByRole('row').allInnerTexts();
      answers = rows.flatMap((text) => /answer \d+/.exec(text) ?? []);
      return rows.length > 0 && answers.length === rows.length;
    })
    .toBe(true);
  return answers;
}

async function turn(page: Page, name: 'Next' | 'Previous'): Promise<string[]> {
  const before = await answersOf(page);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
  await expect.poll(() => answersOf(page)).not.toEqual(before);
  return answersOf(page);
}

test('what a source ignores or refuses is said in place, and nothing is offered that it has not', async ({
  page,
  sources,
}) => {
  const ignoring = await sources.open('ignores-metadata', '?metadata[env]=prod');
  await expect(page.getByText('ignores-metadata ignores this filter: showing all')).toBeVisible();
  expect(await answersOf(page)).toHaveLength(20);
  await selectPage(page);
  await expect(bar(page)).toContainText('No Select all matching: ignores-metadata ignores env.');
  await expect(bar(page).getByRole('button', { name: /Select all/ })).toBeHidden();
  await expectAccessible(page);
  expect(ignoring.kept).toHaveLength(30);

  for (const habit of ['no-delete-route', 'html-delete'] as const) {
    const server = await sources.open(habit);
    await selectPage(page);
    await expect(bar(page)).toContainText(`${habit} cannot`);
    await expect(bar(page)).toContainText('delete completions');
    await expect(bar(page).getByRole('button', { name: 'Delete' })).toBeHidden();
    await openFirst(page);
    await expect(page.getByText(`${habit} cannot delete completions`).first()).toBeAttached();
    await expect(page.getByRole('button', { name: 'Delete this completion' })).toBeHidden();
    expect(server.kept).toHaveLength(COUNTS[habit] ?? 0);
    expect(
      server.asked.filter((call) => /^(DELETE|POST)/.test(call) && !/never/.test(call)),
    ).toEqual([]);
  }
});

test('a source that is read only keeps its rows, and a copy here can be judged', async ({
  page,
  sources,
}) => {
  const server = await sources.open('read-only');
  const chip = page.getByText('read-only, read only', { exact: true });
  await expect(chip).toBeVisible();
  await selectPage(page);
  await expect(bar(page)).toContainText('No Tag or Delete');
  await bar(page).getByRole('button', { name: 'Clear the selection' }).click();
  await openFirst(page);
  await expect(page.getByText('read-only cannot change metadata').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Review' }).click();
  const verdict = page.getByRole('complementary', { name: 'Questions' });
  await expect(verdict).toContainText('read-only cannot change metadata');
  await expect(verdict.getByRole('button', { name: /good/ })).toBeHidden();
  await page.keyboard.press('1');
  await expectAccessible(page);
  await verdict.getByRole('button', { name: 'Copy here and judge' }).click();
  await verdict.getByRole('button', { name: /good/ }).click();
  await expect(verdict.getByRole('button', { name: /good/, pressed: true })).toBeVisible();
  await expect(page.getByText(/^question of k-/)).toHaveCount(1);
  expect(server.kept.every(({ metadata }) => metadata['review'] === undefined)).toBe(true);
  expect(server.asked.filter((call) => /^(DELETE|POST)/.test(call) && !/never/.test(call))).toEqual(
    [],
  );
});

test('pages lead on and back over every row, or the source is said not to page', async ({
  page,
  sources,
}) => {
  await sources.open('ties-by-id');
  const pages = [await answersOf(page)];
  while (await page.getByRole('link', { name: 'Next' }).isVisible())
    pages.push(await turn(page, 'Next'));
  expect(new Set(pages.flat()).size).toBe(162);
  expect(pages.flat()).toHaveLength(162);
  for (let at = pages.length - 2; at >= 0; at -= 1)
    expect(await turn(page, 'Previous')).toEqual(pages[at]);
  await expect(page.getByRole('link', { name: 'Previous' })).toBeHidden();

  const unpaged = await sources.open('ignores-after');
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page.getByText(/does not page/)).toBeVisible();
  await expectAccessible(page);
  // Once as the pointer comes near, once by the click.
  const further = unpaged.asked.filter((call) => call.includes('after='));
  expect(further.length).toBeLessThanOrEqual(2);

  await sources.open('ignores-order');
  await expect(
    page.getByText('ignores-order ignores the order: the oldest come first.'),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: 'Last' })).toBeHidden();
  await sources.open('ignores-limit');
  await expect(page.getByText('ignores-limit ignores the page size: it sent 7.')).toBeVisible();
  await expectAccessible(page);
});

test('messages are shown and sent once, and a day is the right one or none', async ({
  page,
  sources,
}) => {
  await sources.open('appends-with-nulls');
  await openFirst(page);
  await expect(page.getByRole('article', { name: 'User' })).toHaveCount(1);
  for (const answer of ['answer 4', 'answer 4.1', 'answer 4.2'])
    await expect(page.getByText(answer, { exact: true })).toHaveCount(1);
  for (const habit of ['ms-date', 'iso-date'] as const) {
    await sources.open(habit);
    await expect(page.getByRole('row').nth(1)).toContainText(/2023/);
  }
  await sources.open('null-date');
  await expect(page.getByRole('row').nth(1)).toContainText(/no date/i);
});

test('a source whose answers the browser withholds is told, with what to do', async ({ page }) => {
  const server = await startHabitServer('plain', 3);
  await page.goto('/settings');
  await page.getByLabel('Base URL').fill(server.baseUrl);
  await page.getByRole('button', { name: 'Test connection' }).last().click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('does not let pages of');
  await expect(alert).toContainText('as a provider of this server');
  await expectAccessible(page);
  await server.close();
});
