import type { ChatkeepServer } from '../fixtures/chatkeep-server';
import { accessFaults, CONTROLS } from '../fixtures/access-faults';
import { prepared } from '../fixtures/prepared';
import { expect, store, test } from '../fixtures/test';

const HEBREW = 'שלום עולם';

async function post(server: ChatkeepServer, path: string, body: object): Promise<void> {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Texts from right to left wherever somebody can put them; gives the screens that show them. */
async function withHebrew(server: ChatkeepServer): Promise<string[]> {
  const body = {
    messages: [
      { role: 'system', content: `${HEBREW} system` },
      { role: 'user', content: `${HEBREW} ${'ועוד מילים '.repeat(30)}` },
    ],
    metadata: { [HEBREW]: HEBREW, env: 'prod' },
  };
  const [one, other, gone] = [
    await store(server, body),
    await store(server),
    await store(server, body),
  ];
  await fetch(`${server.url}/v1/chat/completions/${gone}`, { method: 'DELETE' });
  const where = `metadata[${encodeURIComponent(HEBREW)}]=${encodeURIComponent(HEBREW)}`;
  await post(server, '/api/retention', {
    name: HEBREW,
    older_than_days: 1,
    where,
    except: [{ key: HEBREW, value: HEBREW }],
    action: 'delete',
  });
  await post(server, '/api/views', { name: HEBREW, query: where, columns: [], position: 1 });
  await post(server, '/api/jobs', {
    kind: 'tag',
    target: { filter: where },
    tag: { set: { [`${HEBREW} 2`]: HEBREW } },
    start: true,
  });
  return [
    `/completions?${where}`,
    `/completions?q=${encodeURIComponent(HEBREW)}`,
    `/completions?${where}&peek=${one}`,
    `/completions/${one}`,
    `/compare?a=${one}&b=${other}`,
    `/review?${where}`,
    `/?from=${one}`,
    `/insights?by=metadata[${encodeURIComponent(HEBREW)}]&range=all`,
  ];
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`every screen, ${viewport.width} wide: directions of texts, sizes of targets, names, no motion where none is wanted`, async ({
    page,
    server,
  }) => {
    test.slow();
    await page.setViewportSize(viewport);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const paths = [...(await withHebrew(server)), ...(await prepared(server))];
    const found: string[] = [];
    let seen = 0;
    for (const path of paths) {
      await page.goto(path);
      await expect(page.locator('h1, h2').first()).toBeAttached();
      await expect(page.locator('main [aria-busy=true]')).toHaveCount(0);
      await page.waitForLoadState('networkidle');
      const { faults, rightToLeft } = await page.evaluate(accessFaults, CONTROLS);
      found.push(...faults.map((fault) => `${path} ${fault}`));
      seen += rightToLeft;
    }
    expect(seen, 'texts from right to left').toBeGreaterThan(40);
    expect(found).toEqual([]);
  });
}
