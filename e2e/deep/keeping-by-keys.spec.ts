import { readFileSync } from 'node:fs';
import { sendJson } from '../../server/testing/scripted-upstream';
import { byKeys } from '../fixtures/by-keys';
import { startChatkeep } from '../fixtures/chatkeep-server';
import { expect, store, test } from '../fixtures/test';
import { test as withToken, TOKEN } from '../fixtures/with-token';

withToken('an access token is made and revoked', async ({ page }) => {
  const { sees, reaches, press, write, uses, looksRight } = byKeys(page);
  await page.goto('/settings/access');
  await reaches(page.getByLabel('Access token', { exact: true }));
  await write(TOKEN);
  await press('Enter');
  const tokens = page.getByRole('region', { name: 'Access tokens' });
  await sees(tokens);
  for (const name of ['shop', 'ci']) {
    await uses(tokens.getByRole('button', { name: 'New token' }));
    await expect(tokens.getByLabel('Name')).toBeFocused();
    await write(name);
    await uses(tokens.getByRole('checkbox', { name: 'delete' }), 'Space');
    await uses(tokens.getByRole('button', { name: 'Make the token' }));
    await sees(tokens.getByText(`${name} is ready.`));
    await expect(tokens.getByRole('button', { name: `Copy ${name}` })).toBeFocused();
    await looksRight();
    await uses(tokens.getByRole('button', { name: 'Done' }));
    await sees(tokens.getByRole('row', { name: new RegExp(`^${name}.*delete`) }));
  }
  const revoke = tokens.getByRole('button', { name: 'Revoke shop' });
  await uses(revoke);
  await sees(page.getByRole('alertdialog'));
  await looksRight();
  await press('Escape');
  await expect(revoke).toBeFocused();
  await press('Enter');
  await uses(page.getByRole('alertdialog').getByRole('button', { name: 'Revoke the token' }));
  await sees(revoke, 0);
  await sees(page.getByText('shop is revoked'));
  await looksRight();
});

test('a retention rule is made, changed, switched on and removed', async ({ page, server }) => {
  const { sees, reaches, press, write, uses, picks, looksRight } = byKeys(page);
  await store(server, { metadata: { env: 'test' } });
  await page.goto('/data/retention');
  await uses(page.getByRole('button', { name: 'New rule' }));
  const editor = page.getByRole('dialog', { name: 'New retention rule' });
  await reaches(editor.getByLabel('Name'));
  await write('Leftovers');
  await reaches(editor.getByLabel('Older than (days)'));
  await write('30');
  await looksRight();
  await uses(editor.getByRole('button', { name: 'Save the rule' }));
  const rule = page.getByRole('listitem', { name: 'Leftovers' });
  await sees(rule.getByRole('region', { name: 'What it would do' }));

  await uses(rule.getByRole('button', { name: '30 days' }));
  await expect(page.getByRole('textbox', { name: 'Older than (days)' })).toBeFocused();
  await write('45');
  await press('Enter');
  await expect(rule.getByRole('button', { name: '45 days' })).toBeFocused();
  await uses(rule.getByRole('button', { name: 'Delete', exact: true }));
  await expect(page.getByRole('menuitemradio', { name: 'Delete' })).toBeFocused();
  await press('ArrowDown');
  await press('Enter');
  await expect(rule.getByRole('button', { name: /^Remove the texts/ })).toBeFocused();

  const on = rule.getByRole('switch', { name: 'On: Leftovers' });
  await uses(on, 'Space');
  const asked = page.getByRole('alertdialog', { name: /^Switch on/ });
  await sees(asked.getByText('First run'));
  await looksRight();
  await press('Escape');
  await expect(on).toBeFocused();
  await expect(on).not.toBeChecked();
  await press('Space');
  await uses(asked.getByRole('button', { name: 'Switch it on' }));
  await sees(asked, 0);
  await expect(on).toBeChecked();
  await expect(on).toBeFocused();

  await uses(rule.getByRole('button', { name: 'Edit: Leftovers' }));
  const change = page.getByRole('dialog', { name: 'Edit the rule' });
  await reaches(change.getByLabel('Older than (days)'));
  await write('20');
  await uses(change.getByRole('button', { name: 'Save the rule' }));
  await uses(
    page
      .getByRole('alertdialog', { name: /^Change the rule/ })
      .getByRole('button', { name: 'Change the rule' }),
  );
  await sees(rule.getByRole('button', { name: '20 days' }));
  await sees(page.locator('dialog[open]'), 0);

  await uses(rule.getByRole('button', { name: 'More about Leftovers' }));
  await picks('Remove…');
  await uses(page.getByRole('button', { name: 'Remove the rule' }));
  await sees(page.getByRole('heading', { name: 'No retention rules' }));
  await looksRight();
});

test('views are saved, renamed, put in order and deleted', async ({ page, server }) => {
  const { sees, reaches, press, write, uses, picks, looksRight } = byKeys(page);
  await store(server, { metadata: { env: 'test' } });
  await page.goto('/completions?metadata[env]=test');
  const open = page.getByRole('button', { name: /^(Views|First|Second)$/ });
  const dialog = page.getByRole('dialog', { name: 'Views' });
  const names = () => dialog.getByRole('listitem').getByRole('link').allTextContents();
  for (const name of ['First', 'Second']) {
    await uses(open);
    await reaches(dialog.getByLabel('Save what is shown as'));
    await write(name);
    await press('Enter');
    await sees(dialog, 0);
  }
  await uses(open);
  await uses(dialog.getByRole('button', { name: 'More about the view First' }));
  await looksRight();
  await picks('Rename');
  await expect(dialog.getByLabel('Name of the view')).toBeFocused();
  await write('Renamed');
  await press('Enter');
  await sees(dialog.getByRole('link', { name: 'Renamed' }));
  await uses(dialog.getByRole('button', { name: 'More about the view Renamed' }));
  await picks('Move down');
  await expect.poll(names).toEqual(['Second', 'Renamed']);
  await sees(dialog);
  await uses(dialog.getByRole('button', { name: 'More about the view Renamed' }));
  await picks('Delete');
  await expect.poll(names).toEqual(['Second']);
  await sees(page.getByRole('button', { name: 'Undo' }));
  await press('Escape');
  await sees(dialog, 0);
});

test('a provider is changed from its menu, and its form left again', async ({ page }) => {
  const { sees, press, write, uses, picks, reaches, looksRight } = byKeys(page);
  const more = page.getByRole('button', { name: 'More for scripted' });
  const address = page.getByRole('textbox', { name: 'Address', exact: true });
  await page.goto('/settings');
  for (const way of ['Escape', 'Cancel']) {
    await uses(more);
    await picks(/^Change/);
    await sees(address);
    await looksRight();
    if (way === 'Escape') await press('Escape');
    else await uses(page.getByRole('button', { name: /^Cancel/ }));
    await sees(address, 0);
    await expect(more, `after ${way}`).toBeFocused();
  }
  await press('Enter');
  await picks(/^Change/);
  await reaches(address);
  await write('http://127.0.0.1:9/v1');
  await press('Enter');
  await sees(page.getByText('It cannot be used like this'));
  await looksRight();
  await press('Escape');
  await sees(address, 0);
});

test('a price is added, changed and removed', async ({ page, server }) => {
  const { sees, press, write, uses, reaches, looksRight } = byKeys(page);
  await store(server);
  await page.goto('/settings/prices');
  await uses(page.getByRole('button', { name: 'Add a price…' }));
  const form = page.getByRole('form', { name: 'Add a price' });
  await reaches(form.getByLabel('Model, as the provider calls it'));
  await write('house-7b');
  await press('Enter');
  const price = (part: string) => page.getByLabel(`${part} of house-7b`, { exact: true });
  await expect(price('Input')).toBeFocused();
  await write('1');
  await reaches(price('Output'));
  await write('2');
  await press('Enter');
  const change = page.getByRole('button', { name: 'Change the price of house-7b' });
  await uses(change);
  await expect(price('Input')).toBeFocused();
  await looksRight();
  await write('3');
  await press('Enter');
  await expect(change).toBeFocused();
  await sees(page.getByRole('row', { name: /house-7b.*\b3\b.*yours/ }));
  await press('Enter');
  await uses(page.getByRole('button', { name: 'Remove yours' }));
  await sees(change, 0);
  await looksRight();
});

test('everything is exported and a file imported', async ({ page, server }) => {
  const { sees, press, uses, looksRight } = byKeys(page);
  await store(server, { messages: [{ role: 'user', content: 'Take me along' }] });
  await page.goto('/data/transfer');
  const opener = page.getByRole('button', { name: 'Export everything…' });
  await uses(opener);
  const dialog = page.getByRole('dialog', { name: 'Export completions' });
  await sees(dialog.getByRole('radio').first());
  await looksRight();
  await press('Escape');
  await expect(opener).toBeFocused();
  await press('Enter');
  const coming = page.waitForEvent('download');
  await uses(dialog.getByRole('button', { name: 'Download' }));
  const file = readFileSync(await (await coming).path(), 'utf8');
  expect(file).toContain('Take me along');
  await sees(dialog, 0);
  await uses(page.getByRole('region', { name: 'Job' }).getByRole('button', { name: 'Dismiss' }));
  await sees(page.getByRole('region', { name: 'Job' }), 0);

  const other = await startChatkeep();
  await page.goto(`${other.url}/data/transfer`);
  // Which file it is, the browser asks in a window of its own.
  const asked = page.waitForEvent('filechooser');
  await uses(page.getByLabel('File to import'));
  await (
    await asked
  ).setFiles({
    name: 'kept.jsonl',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from(`${file.trim()}\nno json\n`),
  });
  await uses(page.getByRole('button', { name: /^Import/ }));
  await sees(page.getByRole('status').filter({ hasText: '1 completion imported' }));
  await looksRight();
  await uses(page.getByRole('button', { name: 'Mend line 2' }));
  await sees(page.getByLabel('Line 2', { exact: true }));
  await press('Escape');
  await sees(page.getByRole('button', { name: 'Mend line 2' }));
  await other.stop();
});

test('what was deleted is restored from the trash, and a job is taken back', async ({
  page,
  server,
}) => {
  const { sees, press, uses, looksRight } = byKeys(page);
  for (const content of ['First', 'Second', 'Third']) {
    const id = await store(server, { messages: [{ role: 'user', content }] });
    await fetch(`${server.url}/v1/chat/completions/${id}`, { method: 'DELETE' });
  }
  await page.goto('/data/trash');
  const trash = page.getByRole('list', { name: 'Deleted completions' });
  await uses(trash.getByRole('button', { name: 'Restore Second' }));
  await sees(page.getByText('Completion restored'));
  await sees(trash.getByRole('listitem'), 2);
  await looksRight();
  const erase = trash.getByRole('button', { name: 'Erase now: First' });
  await uses(erase);
  await sees(page.getByRole('alertdialog'));
  await looksRight();
  await press('Escape');
  await expect(erase).toBeFocused();
  await press('Enter');
  await uses(page.getByRole('button', { name: 'Erase completion' }));
  await sees(trash.getByRole('listitem'), 1);
  await uses(page.getByRole('button', { name: 'Restore all' }));
  await sees(page.getByRole('heading', { name: 'The trash is empty' }));

  await fetch(`${server.url}/api/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'delete', target: { filter: 'model=demo-echo' }, start: true }),
  });
  await page.goto('/data/jobs');
  await uses(
    page.getByRole('list', { name: /^Done/ }).getByRole('button', { name: /^Undo: Delete/ }),
  );
  await sees(
    page.getByRole('list', { name: 'Done 3' }).getByRole('listitem', {
      name: '2 completions restored',
    }),
  );
  await looksRight();
});

test('a copy of a provider is asked for, put by the clock and stopped', async ({
  page,
  upstream,
}) => {
  const { sees, press, uses, reaches, looksRight } = byKeys(page);
  upstream.script((response) => sendJson(response, { object: 'list', data: [], has_more: false }));
  const server = await startChatkeep({
    providers: { keeper: { baseURL: upstream.baseUrl, stored: true } },
  });
  await page.goto(`${server.url}/data/mirror`);
  const row = page.getByRole('listitem', { name: 'keeper' });
  await uses(row.getByRole('button', { name: 'Copy now: keeper' }));
  await sees(row.getByText(/0 completions copied/));
  await looksRight();
  const often = row.getByLabel('How often keeper is copied by itself');
  await reaches(often);
  for (const key of ['Space', 'ArrowDown', 'Enter']) await press(key);
  await expect(often).toHaveValue('15');
  await expect(often).toBeFocused();
  await server.stop();
});
