import type { ChatkeepServer } from '../fixtures/chatkeep-server';
import { store } from '../fixtures/test';
import type { Reader } from './reader';
import { expect, test } from './test';
import { Tour } from './tour';

const SIZES = [
  [1440, 900],
  [390, 844],
] as const;

for (const [width, height] of SIZES) {
  test(`Esc out of whatever a screen opens gives the focus back to its button, at ${width}`, async ({
    reader,
    server,
  }) => {
    test.setTimeout(300_000);
    const tour = new Tour(reader, width);
    const screens = await prepared(server);
    await reader.tab.resize(width, height);
    for (const path of screens) {
      await reader.goto(path);
      await reader.sees('h1, h2');
      await reader.seesNo('main [aria-busy=true]');
      await reader.rests();
      if (path === '/') await ask(reader);
      if (path === '/completions') await selectOne(reader);
      await tour.tryAll(path, []);
    }
    expect(tour.faults).toEqual([]);
    expect(tour.count).toBeGreaterThan(30);
  });
}

async function ask(reader: Reader): Promise<void> {
  await reader.fill('textarea', 'Message', 'A question');
  await reader.press('Control+Enter');
  await reader.sees('article', 'Stored');
  await reader.seesNo('button', '1 running');
}

async function selectOne(reader: Reader): Promise<void> {
  await reader.click('td input[type=checkbox]', 'Select', 1);
  await reader.sees('[role=toolbar] button', 'Tag');
}

/** A server with something of everything; gives the addresses of its screens. */
async function prepared(server: ChatkeepServer): Promise<string[]> {
  const ids: string[] = [];
  for (const env of ['prod', 'test', 'old']) ids.push(await store(server, { metadata: { env } }));
  const [one, other] = [String(ids[0]), String(ids[1])];
  await fetch(`${server.url}/api/completions/${ids[2]}`, { method: 'DELETE' });
  await fetch(`${server.url}/api/retention`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'Old ones',
      older_than_days: 30,
      where: 'metadata[env]=test',
      except: [],
      action: 'delete',
    }),
  });
  return [
    '/',
    '/?compare',
    '/completions',
    `/completions?peek=${one}`,
    `/completions/${one}`,
    `/compare?a=${one}&b=${other}`,
    '/review',
    '/settings',
    ...['jobs', 'trash', 'retention', 'transfer', 'mirror', 'metadata', 'audit'].map(
      (section) => `/data/${section}`,
    ),
  ];
}
