import { prepared } from '../fixtures/prepared';
import type { Reader } from './reader';
import { expect, test } from './test';
import { Tour } from './tour';

const SIZES = [
  { width: 1024, height: 700, opens: 'nothing' },
  { width: 1440, height: 900, opens: 'all' },
  // A dialog is one at every width; a menu has its place to find.
  { width: 390, height: 844, opens: 'popovers' },
] as const;
/** Two tests, for the two workers: the first have most of the buttons. */
const PARTS = [
  { name: 'the playground and a completion', isPart: (path: string) => isOneOf(path) },
  { name: 'all others', isPart: (path: string) => !isOneOf(path) },
];

function isOneOf(path: string): boolean {
  return path.startsWith('/completions/') || path.startsWith('/?') || path === '/';
}

for (const { name, isPart } of PARTS) {
  test(`${name}: every control is hit at its middle, and Esc out of all that opens gives the focus back`, async ({
    reader,
    server,
  }) => {
    test.setTimeout(300_000);
    const tour = new Tour(reader);
    const faults: string[] = [];
    for (const path of (await prepared(server)).filter(isPart)) {
      await open(reader, path);
      for (const { width, height, opens } of SIZES) {
        await reader.tab.resize(width, height);
        // WebKit under its driver now and then keeps the styles of the width before.
        if (test.info().project.name === 'webkit') {
          await reader.goto(path);
          await reader.sees('h1, h2');
          await reader.seesNo('main [aria-busy=true]');
        }
        await reader.rests();
        const where = `${path} at ${width}`;
        const blank = await reader.tab.run(
          () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
        );
        if (blank > 0) faults.push(`${where} scrolls ${blank} pixels into the blank`);
        faults.push(...(await reader.covered()).map((fault) => `${where}: ${fault}`));
        if (opens !== 'nothing') await tour.tryAll(path, opens);
      }
    }
    expect([...faults, ...tour.faults]).toEqual([]);
    expect(tour.count).toBeGreaterThan(15);
  });
}

async function open(reader: Reader, path: string): Promise<void> {
  await reader.tab.resize(1440, 900);
  await reader.goto(path);
  await reader.sees('h1, h2');
  await reader.seesNo('main [aria-busy=true]');
  if (path === '/') {
    await reader.fill('textarea', 'Message', 'A question');
    await reader.press('Control+Enter');
    await reader.sees('article', 'Stored');
    await reader.seesNo('button', '1 running');
  }
  if (path === '/completions') {
    await reader.click('td input[type=checkbox]', 'Select', 1);
    await reader.sees('[role=toolbar] button', 'Tag');
  }
}
