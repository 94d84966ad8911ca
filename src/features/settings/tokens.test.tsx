import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import type { ServerInfo } from '#contract/wire/server';
import type { Token } from '#contract/wire/tokens';
import { formatDay } from '@/lib/format';
import { createQueryClient } from '@/queries/query-client';
import { TokensSection } from './tokens-section';

const day = 86_400;
const now = Math.floor(Date.now() / 1_000);
const nightly: Token = {
  object: 'token',
  id: '0123456789abcdef',
  name: 'nightly',
  scopes: ['read', 'write'],
  created: now - 200 * day,
  used: now - 94 * day,
  expires: null,
  made_by: 'anna',
};

const server = { version: '1', capabilities: [], limits: {}, providers: [] };
let access: ServerInfo['access'];
let tokens: Token[] | Response;
const calls: { method: string; url: string; body: string }[] = [];
const SECRET = `ck_0123456789abcdef_${'a'.repeat(43)}`;

beforeEach(() => {
  access = { token: null, scopes: ['admin'] };
  tokens = [nightly];
  calls.length = 0;
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', body }: RequestInit) => {
    calls.push({ method, url, body: typeof body === 'string' ? body : '' });
    if (url === '/api/server') return Response.json({ ...server, access });
    if (tokens instanceof Response) return tokens.clone();
    if (method === 'POST') return Response.json({ ...nightly, secret: SECRET }, { status: 201 });
    if (method === 'DELETE') return Response.json({ id: nightly.id, deleted: true });
    return Response.json({ object: 'list', data: tokens });
  });
});

function show() {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <TokensSection />
    </QueryClientProvider>,
  );
  return userEvent.setup({});
}

const sent = (method: string) => calls.filter((call) => call.method === method);

test('a token is made with the keyboard, shown once, and gone with Done', async () => {
  const user = show();
  await user.click(await screen.findByRole('button', { name: 'New token' }));
  await user.keyboard(' nightly ');
  await user.click(screen.getByRole('checkbox', { name: 'write' }));
  await user.click(screen.getByRole('checkbox', { name: 'delete' }));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), '{Enter}');
  await screen.findByText(SECRET);
  expect(JSON.parse(sent('POST')[0]?.body ?? '')).toEqual({
    name: ' nightly ',
    scopes: ['read', 'delete'],
  });
  expect(document.activeElement).toBe(screen.getByRole('button', { name: /Copy nightly/ }));
  await user.click(screen.getByRole('button', { name: 'Done' }));
  expect(screen.queryByText(SECRET)).toBeNull();
});

test('nothing is sent without a name or without anything it may do, and Escape leaves', async () => {
  const user = show();
  await user.click(await screen.findByRole('button', { name: 'New token' }));
  await user.keyboard('{Enter}');
  await user.keyboard('x');
  for (const name of ['read', 'write']) await user.click(screen.getByRole('checkbox', { name }));
  await user.click(screen.getByRole('button', { name: /Make the token/ }));
  expect(sent('POST')).toEqual([]);
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('form', { name: 'New token' })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'New token' }));
});

test('what the server says of a name stands at the name, and what was typed stays', async () => {
  const user = show();
  await user.click(await screen.findByRole('button', { name: 'New token' }));
  await screen.findByRole('rowheader', { name: 'nightly' });
  const error = { message: "There is a token called 'x' already.", code: 'name_taken' };
  tokens = Response.json({ error }, { status: 409 });
  await user.keyboard('x{Enter}');
  const form = within(screen.getByRole('form', { name: 'New token' }));
  await form.findByText(error.message);
  expect(form.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('x');
});

test('a token is revoked after a question that says what follows', async () => {
  const user = show();
  await screen.findByRole('row', { name: /nightly.*read.*write/ });
  await user.click(screen.getByRole('button', { name: 'Revoke nightly' }));
  const dialog = within(screen.getByRole('alertdialog', { name: 'Revoke nightly?' }));
  dialog.getByText(/every browser that has logged in with it is/);
  await user.click(dialog.getByRole('button', { name: 'Revoke the token' }));
  expect(sent('DELETE').map(({ url }) => url)).toEqual([`/api/tokens/${nightly.id}`]);
});

test('says who made a token, and when it opens nothing any more', async () => {
  const ended = { ...nightly, id: '2', name: 'ended', expires: now - day, made_by: null };
  const ending = { ...nightly, id: '3', name: 'ending', expires: now + 300 * day };
  tokens = [nightly, ended, ending];
  show();
  await screen.findByRole('row', { name: /^nightly .* anna .* never Revoke/ });
  screen.getByRole('row', { name: /^ended .* – .* expired Revoke/ });
  screen.getByRole('row', {
    name: new RegExp(`^ending .* anna .* ${formatDay(ending.expires)} Revoke`),
  });
});

test('a token that expires is asked for in days', async () => {
  const user = show();
  await user.click(await screen.findByRole('button', { name: 'New token' }));
  await user.keyboard('x');
  await user.selectOptions(screen.getByRole('combobox', { name: 'It expires' }), 'after 90 days');
  await user.click(screen.getByRole('button', { name: /Make the token/ }));
  expect(JSON.parse(sent('POST')[0]?.body ?? '')).toMatchObject({ expires_in_days: 90 });
});

test('says that there is none yet, and what everybody uses then', async () => {
  tokens = [];
  show();
  await screen.findByText(/There are none yet/);
});

test('an open server asks for no token, and says how it would', async () => {
  access = null;
  show();
  await screen.findByText(/Everybody who reaches this server may use it/);
  expect(screen.queryByRole('button')).toBeNull();
});

test('whoever may not admin is told so, and asks for nothing', async () => {
  access = { token: 'anna', scopes: ['read', 'write'] };
  show();
  await screen.findByText(/logged in with anna, which may read, write/);
  expect(calls.map(({ url }) => url)).toEqual(['/api/server']);
});

test('a list that does not come says so, and is asked for again', async () => {
  tokens = Response.json({ error: { message: 'The database is down.' } }, { status: 400 });
  const user = show();
  await screen.findByText('The tokens could not be loaded');
  tokens = [nightly];
  await user.click(screen.getByRole('button', { name: /again/i }));
  await screen.findByRole('rowheader', { name: 'nightly' });
});
