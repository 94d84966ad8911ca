import { store } from '../fixtures/test';
import { expect, test } from './test';

const SCREENS = [
  '/',
  '/?compare',
  '/completions',
  '/review',
  '/insights',
  '/settings',
  '/data/jobs',
  '/data/trash',
  '/data/transfer',
  '/data/retention',
  '/data/mirror',
  '/data/metadata',
  '/data/audit',
  '/no-such-page',
];
const SIZES = [
  [1440, 900],
  [1024, 700],
  [390, 844],
] as const;

test('every control of every screen is hit at its middle, and no page scrolls into the blank', async ({
  reader,
  server,
}) => {
  test.setTimeout(180_000);
  const ids: string[] = [];
  for (let i = 0; i < 12; i += 1) {
    const content = `Question ${i} ${'and more words '.repeat(200)}`;
    const metadata = { env: 'prod', review: 'good' };
    ids.push(await store(server, { messages: [{ role: 'user', content }], metadata }));
  }
  const [one, other] = ids;
  const pages = [
    ...SCREENS,
    `/completions?peek=${one}`,
    `/completions/${one}`,
    `/compare?a=${one}&b=${other}`,
  ];
  const faults: string[] = [];
  for (const path of pages) {
    await reader.goto(path);
    await reader.sees('h1, h2');
    for (const [width, height] of SIZES) {
      await reader.tab.resize(width, height);
      await reader.rests();
      const where = `${path} at ${width}`;
      const blank = await reader.tab.run(
        () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
      );
      if (blank > 0) faults.push(`${where} scrolls ${blank} pixels into the blank`);
      faults.push(...(await reader.covered()).map((fault) => `${where}: ${fault}`));
    }
  }
  expect(faults).toEqual([]);
});
