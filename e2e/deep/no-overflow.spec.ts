import type { Page } from '@playwright/test';
import type { ChatkeepServer } from '../fixtures/chatkeep-server';
import { expect, store, test } from '../fixtures/test';

const WIDTHS = [390, 1023, 1440];

/** Texts that stretch whatever does not hold them. */
const LONG = 'w'.repeat(3_000);
const ODD = [
  LONG,
  `\u202E${'ab'.repeat(200)} ${'e\u0301'.repeat(500)} ${'\u{1F600}'.repeat(300)}`,
  'שלום עולם '.repeat(100),
  `| a | b |\n|---|---|\n| ${LONG} | x |\n\n\`\`\`\n${LONG}\n\`\`\`\n\n$$${'x+'.repeat(300)}x$$`,
  Array.from({ length: 300 }, (_, i) => `- [ ] task ${i}[^${i}]`).join('\n'),
];

function odd(i: number): object {
  const pairs = Array.from({ length: 16 }, (_, n) => [`${'k'.repeat(60)}${n}`, 'v'.repeat(512)]);
  return {
    id: `odd-${i}-${'x'.repeat(100)}`,
    object: 'chat.completion',
    created: 1_760_000_000 + i,
    model: i % 2 ? 'm'.repeat(150) : 'short',
    metadata: i % 3 ? Object.fromEntries(pairs) : { env: 'a\nb\tc' },
    messages: [
      { role: 'system', content: ODD[i % ODD.length] },
      { role: 'user', content: [{ type: 'text', text: ODD[(i + 1) % ODD.length] }] },
    ],
    choices: [0, 1].map((index) => ({
      index,
      finish_reason: 'tool_calls',
      message: {
        role: 'assistant',
        content: ODD[(i + 2) % ODD.length],
        tool_calls: [
          {
            id: 'c'.repeat(200),
            type: 'function',
            function: { name: 'f'.repeat(64), arguments: JSON.stringify({ [LONG]: LONG }) },
          },
        ],
      },
    })),
  };
}

/** How far the page, or a part of it that scrolls, goes on beyond what is to be seen there; empty: nowhere. */
function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { documentElement: root, body } = document;
    for (const element of [root, body]) {
      if (element.scrollHeight > element.clientHeight + 1)
        found.push(`${element.tagName} is ${element.scrollHeight} of ${element.clientHeight} high`);
      if (element.scrollWidth > element.clientWidth)
        found.push(`${element.tagName} is ${element.scrollWidth} of ${element.clientWidth} wide`);
    }
    for (const box of document.querySelectorAll<HTMLElement>('main, main *, aside, aside *')) {
      const { overflowY } = getComputedStyle(box);
      if (!/auto|scroll/.test(overflowY) || box.scrollHeight <= box.clientHeight + 1) continue;
      // At its end, where a bar that sticks to its edge has its place.
      const was = box.scrollTop;
      box.scrollTop = box.scrollHeight;
      const top = box.getBoundingClientRect().top - box.scrollTop;
      // What is for screen readers alone is one pixel wide and high.
      const texts = [...box.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
      const ends = [...box.querySelectorAll<HTMLElement>('*'), ...texts]
        .map((each) => {
          if (each instanceof Element) return each.getBoundingClientRect();
          const range = document.createRange();
          range.selectNodeContents(each);
          return range.getBoundingClientRect();
        })
        .filter(({ width, height }) => width > 1 && height > 1)
        .map(({ bottom }) => bottom - top);
      const blank = box.scrollHeight - Math.max(0, ...ends);
      box.scrollTop = was;
      if (box.tagName !== 'TEXTAREA' && blank > 100)
        found.push(`${box.tagName}.${box.className.slice(0, 80)} ends with ${blank} px of nothing`);
    }
    return found;
  });
}

async function fill(server: ChatkeepServer): Promise<string> {
  const lines = Array.from({ length: 60 }, (_, i) => JSON.stringify(odd(i)));
  await fetch(`${server.url}/api/import`, { method: 'POST', body: lines.join('\n') });
  // One of another model, so that the chart has several series, and one in the trash.
  const gone = await store(server, { messages: [{ role: 'user', content: LONG }] });
  await fetch(`${server.url}/v1/chat/completions/${gone}`, { method: 'DELETE' });
  await fetch(`${server.url}/api/retention`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'r'.repeat(100), older_than_days: 1, where: `model=${LONG}` }),
  });
  return `odd-59-${'x'.repeat(100)}`;
}

test('no page scrolls away into nothing, however long and odd what it shows', async ({
  page,
  server,
}) => {
  test.slow();
  const id = await fill(server);
  const other = `odd-58-${'x'.repeat(100)}`;
  const routes: [path: string, isThere: string][] = [
    ['/completions', 'table [data-row]'],
    ['/completions?limit=500', 'table [data-row]'],
    [`/completions?peek=${id}`, 'aside article'],
    [`/completions?metadata[${'k'.repeat(60)}0]=${'v'.repeat(512)}`, 'table [data-row]'],
    [`/completions/${id}`, 'article'],
    [`/review?peek=${id}`, 'article'],
    [`/compare?a=${id}&b=${other}`, 'main p'],
    ['/', 'main textarea'],
    [`/?from=${id}`, 'main textarea'],
    ['/?compare', 'main'],
    ['/insights', 'main h1'],
    ['/insights?range=all', 'main table'],
    [`/insights?by=metadata[${'k'.repeat(60)}0]&range=all`, 'main table'],
    ['/data/jobs', 'main h1'],
    ['/data/trash', 'main li'],
    ['/data/retention', 'main li'],
    ['/data/transfer', 'main h1'],
    ['/data/mirror', 'main h1'],
    ['/data/metadata', 'main li'],
    ['/data/audit', 'main table'],
    ['/settings', 'main h1'],
    ['/settings/prices', 'main h1'],
    ['/settings/browser', 'main h1'],
    ['/no/such/page', 'main a'],
  ];
  for (const [path, isThere] of routes) {
    await page.goto(path);
    await expect(page.locator(isThere).first(), path).toBeAttached({ timeout: 60_000 });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await expect.poll(() => overflows(page), `${path} at ${width}`).toEqual([]);
    }
  }
});
