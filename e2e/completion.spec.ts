import { expect, expectAccessible, store, test } from './fixtures/test';

test('shows the whole exchange: every message, every choice, usage, parameters and the digits that came', async ({
  page,
  server,
}) => {
  const seed = '4944116822809979520';
  const response = await fetch(`${server.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"model":"demo:demo-echo","store":true,"n":2,"seed":${seed},"temperature":0.50,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"Look at this"},{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}}]},{"role":"tool","tool_call_id":"call_1","content":"Rain"},{"role":"user","content":"And now?"}]}`,
  });
  const { id } = (await response.json()) as { id: string };
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`/completions/${id}`);
  await expect(page.getByRole('article', { name: 'System' })).toContainText('Be brief.');
  await expect(page.getByText('Look at this')).toBeVisible();
  await expect(page.getByText('weather').first()).toBeVisible();
  const card = page.getByRole('figure', { name: 'Call of weather' });
  await expect(card.getByRole('group', { name: 'Result of weather' })).toContainText('Rain');
  const second = page.getByRole('group', { name: 'Choice 2' });
  await expect(second.getByText(/Choice 2\. Demo, no AI/)).toBeVisible();
  await expect(page.getByText('Prompt tokens')).toBeVisible();
  await expect(page.getByText(seed)).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole('radio', { name: 'JSON' })
    .or(page.getByRole('button', { name: 'JSON' }))
    .first()
    .click();
  await expect(page.getByText(`"seed": ${seed}`)).toBeVisible();
  await expect(page.getByText('"temperature": 0.50')).toBeVisible();
  expect(
    asked.filter((url) => !url.startsWith(server.url)),
    'no image is loaded unasked',
  ).toEqual([]);
});

test('edits metadata within its limits, which it shows while typing', async ({ page, server }) => {
  const metadata = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`k${i}`, 'v']));
  const id = await store(server, { metadata });
  await page.goto(`/completions/${id}`);
  const form = page.getByRole('form', { name: 'Metadata' });
  await expect(form).toContainText('15/16');
  await form.getByRole('button', { name: 'Add pair' }).click();
  // What is in use is suggested: the keys, and below for a key its values.
  await expect(form.locator('datalist').first().locator('option[value=k3]')).toHaveCount(1);
  await form.getByLabel('Key').last().fill('k'.repeat(65));
  await expect(form).toContainText('65/64');
  await expect(form.getByRole('button', { name: /save/i })).toBeDisabled();
  await form.getByLabel('Key').last().fill('k0');
  await expect(form.locator('datalist').nth(1).locator('option')).toHaveCount(1);
  await expect(form).toContainText('Another pair has this key.');
  await expect(form.getByRole('button', { name: /save/i })).toBeDisabled();
  await form.getByLabel('Key').last().fill('last');
  await form.getByLabel('Value').last().fill('😀'.repeat(512));
  await expect(form).toContainText('512/512');
  await expectAccessible(page);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(form.getByRole('button', { name: /save/i })).toBeHidden();
  const stored = await fetch(`${server.url}/v1/chat/completions/${id}`);
  expect(await stored.json()).toMatchObject({ metadata: { ...metadata, last: '😀'.repeat(512) } });
});

test('stored text neither runs nor calls anybody', async ({ page, server }) => {
  const hostile = [
    '<script>window.hit=1</script>',
    '<img src=x onerror="window.hit=1">',
    '![beacon](https://evil.example/b.png)',
    '[click](javascript:window.hit=1)',
    '<svg/onload=window.hit=1>',
    '[data](data:text/html,<script>window.hit=1</script>)',
    '<a href="//evil.example/x">x</a> <iframe src="https://evil.example"></iframe>',
    '\u202Egnp.exe',
  ].join('\n\n');
  const id = await store(server, {
    messages: [{ role: 'user', content: hostile }],
    metadata: { '<b>x</b>': '<img src=x onerror=window.hit=1>' },
  });
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url)) foreign.push(request.url());
  });
  for (const path of ['/completions', `/completions/${id}`, `/?from=${id}`]) {
    await page.goto(path);
    await expect(page.getByText(/window\.hit/).first()).toBeAttached();
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  }
  for (const href of await page
    .locator('a[href]')
    .evaluateAll((links) => links.map((a) => (a as HTMLAnchorElement).protocol))) {
    expect(['http:', 'https:', 'mailto:']).toContain(href);
  }
  expect(foreign).toEqual([]);
});

test('leads to what a completion was made from, and to what was made from it', async ({
  page,
  server,
}) => {
  const parent = await store(server);
  await page.goto(`/completions/${parent}`);
  await expect(page.getByText('Total tokens')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Lineage' })).toHaveCount(0);

  const messages = [{ role: 'user', content: 'Said otherwise' }];
  const child = await store(server, { messages, metadata: { parent_id: parent } });
  await page.reload();
  const lineage = page.getByRole('region', { name: 'Lineage' });
  await lineage.getByRole('link', { name: /Said otherwise/ }).click();
  await expect(page).toHaveURL(`${server.url}/completions/${child}`);
  await expectAccessible(page);
  await lineage.getByRole('link', { name: parent }).click();
  await expect(page).toHaveURL(`${server.url}/completions/${parent}`);
});
