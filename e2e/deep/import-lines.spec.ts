import { expect, expectAccessible, test } from '../fixtures/test';

const record = (id: string, messages: unknown = [{ role: 'user', content: `Question ${id}` }]) =>
  JSON.stringify({
    id,
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'm',
    messages,
    choices: [
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: `Answer ${id}` } },
    ],
  });

test('each line that cannot be read says why under its number; mended in place, each is stored', async ({
  page,
  server,
}) => {
  const bad = {
    2: '{"id":"cut off',
    5: JSON.stringify({ id: 'no-answer', object: 'chat.completion', created: 1_700_000_000 }),
    7: record('half').replace('{', String.raw`{"metadata":{"topic":"\ud83d"},`),
  };
  const good = ['one', 'two', 'three', 'four', 'five'].map((id) => record(id));
  const lines = Array.from(
    { length: 8 },
    (_, at) => bad[(at + 1) as keyof typeof bad] ?? good.pop(),
  );
  await page.goto('/data/transfer');
  await page.getByLabel('File to import').setInputFiles({
    name: 'records.jsonl',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from(`${lines.join('\n')}\n`),
  });
  await page.getByRole('button', { name: /^Import/ }).click();
  const told = page.getByRole('status').filter({ hasText: 'imported' });
  await expect(told).toContainText('5 completions imported, 3 lines not readable');
  for (const at of [2, 5, 7]) {
    await page.getByRole('button', { name: `Mend line ${at}` }).click();
    const line = page.getByRole('textbox', { name: `Line ${at}` });
    await expect(line).toHaveValue(bad[at as keyof typeof bad]);
    await line.fill(record(`mended-${at}`));
    await page.getByRole('button', { name: 'Send it again' }).click();
    await expect(page.getByText('Fixed and stored').last()).toBeFocused();
  }
  await expectAccessible(page);
  const answer = await fetch(`${server.url}/v1/chat/completions?limit=100`);
  const { data } = (await answer.json()) as { data: { id: string }[] };
  expect(data.map(({ id }) => id).sort()).toEqual([
    'five',
    'four',
    'mended-2',
    'mended-5',
    'mended-7',
    'one',
    'three',
    'two',
  ]);
});

/** A whole line but for what is said. */
const odd = (members: object) =>
  JSON.stringify({ ...(JSON.parse(record('odd')) as object), ...members });
const NO_JSON = 'not one valid JSON object in UTF-8, nested at most 128 levels deep';
const UNKNOWN =
  'neither a record of this server, nor a chat.completion, nor a line of a batch or of a fine-tuning file';
const BAD: [line: string, reason: string][] = [
  ['not json', NO_JSON],
  ['[1,2]', NO_JSON],
  ['{"a":'.repeat(200) + '1' + '}'.repeat(200), NO_JSON],
  ['{"hello":1}', UNKNOWN],
  [odd({ id: undefined }), "'id' is missing"],
  [odd({ id: 'a/b\n' }), "'id' cannot be used as an id"],
  [odd({ created: 4_000_000_000 }), "'created' lies in the future"],
  [odd({ created: 'soon' }), "'created' is not a time"],
  [odd({ choices: 'none' }), "'choices' is not an array of objects"],
  [odd({ messages: 'none' }), "'messages' is not an array"],
  [odd({ metadata: { a: 1 } }), "'metadata.a': expected a string, but got an integer"],
  [odd({ metadata: { a: 'x'.repeat(513) } }), "'metadata.a': string too long"],
  [
    odd({ metadata: Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`k${at}`, 'v'])) }),
    "'metadata': too many properties",
  ],
  [
    JSON.stringify({ messages: [{ role: 'user', content: 'Q' }] }),
    'the last message is not one of the assistant',
  ],
  [
    JSON.stringify({
      custom_id: 'req-7',
      response: { status_code: 400, body: { error: { message: 'No <b>such</b> model' } } },
      error: null,
    }),
    'the request "req-7" failed (400): No <b>such</b> model',
  ],
];

test('each kind of bad line is told by its number and its reason, here and with its job', async ({
  page,
}) => {
  const lines = BAD.flatMap(([line], at) => [record(`good-${at}`), line]);
  // The same id once more, and an empty line, which counts.
  lines.push('', record('good-0'));
  await page.goto('/data/transfer');
  await page.getByLabel('File to import').setInputFiles({
    name: 'odd.jsonl',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from(lines.join('\n')),
  });
  await page.getByRole('button', { name: /^Import/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'imported' })).toContainText(
    `${BAD.length} completions imported, 1 here already, ${BAD.length} lines not readable`,
  );
  const rows = page.getByRole('table', { name: 'Lines that could not be read' }).getByRole('row');
  await expect(rows).toHaveCount(BAD.length + 1);
  for (const [at, [, reason]] of BAD.entries()) {
    await expect(rows.nth(at + 1)).toContainText(reason);
    await expect(
      rows
        .nth(at + 1)
        .getByRole('cell')
        .first(),
    ).toHaveText(`${at * 2 + 2}`);
  }
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'These lines as a file' }).click();
  expect((await download).suggestedFilename()).toBe('left-out-odd.jsonl');

  await page.goto('/data/jobs');
  await page.getByRole('button', { name: `${BAD.length} failed` }).click();
  const failures = page.getByRole('region', { name: 'Jobs of this server' }).getByRole('row');
  for (const [at, [, reason]] of BAD.entries())
    await expect(failures.filter({ hasText: `line ${at * 2 + 2}` }).first()).toContainText(reason);
});

test('an import says how far it is; stopped or left, what had arrived is stored, and its job is over', async ({
  page,
  server,
}) => {
  const lines = Array.from({ length: 3_000 }, (_, at) =>
    at === 1 ? 'broken' : record(`long-${at}`, [{ role: 'user', content: 'word '.repeat(200) }]),
  );
  const file = { name: 'long.jsonl', mimeType: 'application/x-ndjson' };
  const cdp = await page.context().newCDPSession(page);
  const slow = (uploadThroughput: number) =>
    cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  const begin = async () => {
    await page.goto('/data/transfer');
    await page
      .getByLabel('File to import')
      .setInputFiles({ ...file, buffer: Buffer.from(lines.join('\n')) });
    await slow(100_000);
    await page.getByRole('button', { name: /^Import/ }).click();
    const progress = page.getByRole('progressbar', { name: 'Imported' });
    await expect.poll(() => progress.getAttribute('value').then(Number)).toBeGreaterThan(0);
    await expect(
      page.getByText(/ of 3\.\d MB · [\d,]+ completions stored · 1 line not readable/),
    ).toBeVisible();
  };
  const stored = async () => {
    const answer = await fetch(`${server.url}/api/completions?limit=1`);
    return ((await answer.json()) as { total: { value: number } }).total.value;
  };
  await begin();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped. What had arrived is stored.')).toBeVisible();
  const first = await stored();
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(2_999);

  await begin();
  await page.reload();
  await slow(-1);
  await page.goto('/data/jobs');
  const done = page.getByRole('list', { name: 'Done' }).getByRole('listitem');
  await expect(done).toHaveCount(2);
  for (const job of await done.all()) await expect(job).toContainText('1 failed');
  expect(await stored()).toBeLessThan(2_999);
});
