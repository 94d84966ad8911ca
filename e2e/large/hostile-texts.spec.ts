import type { Page } from '@playwright/test';
import { EVIL, hostileTexts } from '../fixtures/hostile-texts';
import { expect, test } from '../fixtures/test';
import { chunk, sendEvents, sendJson } from '../../server/testing/scripted-upstream';

/** CHATKEEP_XSS=30 is a tenth. */
const COUNT = Number(process.env['CHATKEEP_XSS'] ?? 300);
const AT_ONCE = 10;
const HOUR = 3_600_000;

const texts = hostileTexts(COUNT);
const groups = Array.from({ length: Math.ceil(COUNT / AT_ONCE) }, (_, g) => ({
  first: g * AT_ONCE,
  members: texts.slice(g * AT_ONCE, (g + 1) * AT_ONCE),
}));
/** Behind each of them, so that one that opens something has what follows in it. */
const marked = (text: string, n: number) => `${text}\n\nmark-${n}-`;

/** Fails when a text ran, called anybody, or became a link that runs. */
async function watch(page: Page, own: string): Promise<(where: string) => Promise<void>> {
  const calls: string[] = [];
  page.setDefaultTimeout(60_000);
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(own) && !/^(data|blob):/.test(url)) calls.push(url);
    if (/\/hit\/\d/.test(url)) calls.push(url);
  });
  page.on('dialog', (dialog) => {
    calls.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => calls.push(`popup ${popup.url()}`));
  await page.addInitScript(() => {
    const hits: number[] = [];
    Object.assign(window, { hits, hit: (n: number) => hits.push(n) });
  });
  return async (where) => {
    // All frames: one that a text brought would have functions of its own.
    const hits = await page.evaluate(() => (window as unknown as { hits: number[] }).hits);
    const links = await page
      .locator('a[href], area[href]')
      .evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).protocol));
    const brought = await page
      .locator(
        'main :is(script, iframe[src], iframe[srcdoc]:not([sandbox]), object, embed, base, meta, link)',
      )
      .count();
    expect({ hits, calls, brought }, where).toEqual({ hits: [], calls: [], brought: 0 });
    for (const protocol of new Set(links))
      expect(['http:', 'https:', 'mailto:']).toContain(protocol);
  };
}

/** A completion with these in every place that is shown, as a file brings it. */
function completionOf({ first, members }: (typeof groups)[number]): object {
  const all = members.map((text, at) => marked(text, first + at)).join('\n\n');
  const one = (at: number) => members[at % members.length] ?? '';
  const calls = members.map((text, at) => ({
    id: `${text}${at}`,
    type: 'function',
    function: { name: text, arguments: JSON.stringify({ [text]: text }) },
  }));
  return {
    id: `chatcmpl-hostile-${first}`,
    object: 'chat.completion',
    created: 1_764_300_000 + first,
    model: one(0).slice(0, 200),
    system_fingerprint: one(1),
    service_tier: one(2),
    metadata: Object.fromEntries(
      members.slice(0, 8).map((text, at) => [`${at}${text}`.slice(0, 60), text.slice(0, 500)]),
    ),
    messages: [
      { role: 'system', content: all },
      { role: 'user', name: one(3), content: all },
      {
        role: 'user',
        content: members.flatMap((text, at) => [
          { type: 'text', text: marked(text, first + at) },
          { type: 'image_url', image_url: { url: text } },
          { type: 'file', file: { filename: text, file_id: text } },
          { type: text, [text]: text },
        ]),
      },
      { role: 'assistant', content: null, tool_calls: calls },
      ...members.map((text, at) => ({ role: 'tool', tool_call_id: `${text}${at}`, content: text })),
    ],
    tools: members.map((text) => ({
      type: 'function',
      function: { name: text, description: text, parameters: { [text]: text } },
    })),
    choices: [
      {
        index: 0,
        finish_reason: one(4),
        logprobs: { content: members.map((token) => ({ token, logprob: -1, top_logprobs: [] })) },
        message: {
          role: 'assistant',
          content: all,
          refusal: one(5),
          reasoning_content: all,
          tool_calls: calls,
          annotations: members.map((text) => ({
            type: 'url_citation',
            url_citation: { url: text, title: text, start_index: 0, end_index: 5 },
          })),
        },
      },
    ],
  };
}

test(`${COUNT} hostile texts that are stored neither run nor call anybody`, async ({
  page,
  server,
}) => {
  test.setTimeout(HOUR);
  const stays = await watch(page, server.url);
  const body = groups.map((group) => JSON.stringify(completionOf(group))).join('\n');
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await fetch(`${server.url}/api/import`, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({
    counts: { done: groups.length, changed: groups.length, failed: 0 },
  });
  for (const { first, members } of groups) {
    const last = `mark-${first + members.length - 1}-`;
    const id = `chatcmpl-hostile-${first}`;
    for (const path of [`/completions/${id}`, `/?from=${id}`, `/completions?peek=${id}`]) {
      await page.goto(path);
      await expect(page.getByText(last).first(), path).toBeAttached({ timeout: 120_000 });
      await page.mouse.move(700, 400);
      await stays(path);
    }
  }
  for (const path of ['/completions?limit=100', '/review', '/data/jobs', '/data/trash']) {
    await page.goto(path);
    await expect(page.locator('#main :is(h1, h2), pre').first(), path).toBeAttached();
    await page.waitForLoadState('networkidle');
    await stays(path);
  }
  process.stdout.write(
    `FIGURE | hostile texts that were stored, in Chromium | ${COUNT} in ${groups.length} completions, 3 pages each: 0 ran, 0 calls |\n`,
  );
});

test(`${COUNT} hostile texts in addresses neither run nor call anybody`, async ({
  page,
  server,
}) => {
  test.setTimeout(HOUR);
  const stays = await watch(page, server.url);
  for (const text of texts) {
    const named = encodeURIComponent(text);
    for (const path of [
      `/completions?q=${named}&model=${named}&metadata[${named}]=${named}`,
      `/completions/${named}`,
      `/${named}?from=${named}#${named}`,
    ]) {
      await page.goto(path);
      await expect(page.locator('#main :is(h1, h2), pre').first(), path).toBeAttached();
      await stays(path);
    }
  }
  process.stdout.write(
    `FIGURE | hostile texts in addresses, in Chromium | ${COUNT}, 3 addresses each: 0 ran, 0 calls |\n`,
  );
});

test(`${COUNT} hostile texts that stream in, fail or name models neither run nor call anybody`, async ({
  page,
  server,
  upstream,
}) => {
  test.setTimeout(HOUR);
  const stays = await watch(page, server.url);
  let group = groups[0] as (typeof groups)[number];
  let [fails, asked] = [false, false];
  upstream.script((response, { method }) => {
    if (method === 'GET')
      return sendJson(response, {
        object: 'list',
        data: ['scripted-1', ...texts].map((id) => ({ id, owned_by: id })),
      });
    const all = group.members.map((text, at) => marked(text, group.first + at)).join('\n\n');
    if (fails)
      return sendJson(response, { error: { message: all, type: all, code: all, param: all } }, 400);
    response.setHeader('x-request-id', encodeURIComponent(all).slice(0, 200));
    const slices = all.match(/[\s\S]{1,13}/gu) ?? [];
    sendEvents(response, [
      ...slices.map((reasoning_content) => chunk({ reasoning_content })),
      ...slices.map((content) => chunk({ content })),
      chunk({}, 'stop'),
      '[DONE]',
    ]);
    response.end();
  });
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await stays('the list of models');
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
  for (const each of groups) {
    group = each;
    const last = `mark-${each.first + each.members.length - 1}-`;
    for (fails of [false, true]) {
      if (asked) await page.getByRole('button', { name: 'New', exact: true }).click();
      asked = true;
      await page.getByRole('textbox', { name: 'Message' }).fill(each.members.join('\n\n'));
      await page.keyboard.press('ControlOrMeta+Enter');
      const place = fails
        ? page.getByRole('alert')
        : page.getByRole('article', { name: 'Assistant' });
      await expect(place.getByText(fails ? 'mark-' : last).first()).toBeAttached();
      await stays(`${fails ? 'failing' : 'streaming'}, from ${each.first}`);
    }
  }
  process.stdout.write(
    `FIGURE | hostile texts that stream, fail and name models, in Chromium | ${COUNT}: 0 ran, 0 calls |\n`,
  );
});

test('what watches sees a text that runs, and one that calls', async ({ page, server }) => {
  const stays = await watch(page, server.url);
  await page.goto('/settings');
  await page.evaluate(() => (window as unknown as { hit(n: number): void }).hit(7));
  await expect(stays('ran')).rejects.toThrow('7');
  await page.route(`${EVIL}/**`, (route) => route.abort());
  await page.goto('/settings');
  await page.evaluate((url) => void window.open(url), `${EVIL}/8`);
  await expect.poll(() => stays('called').then(() => '', String)).toContain('popup');
});
