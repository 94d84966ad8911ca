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
