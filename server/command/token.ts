import { SCOPES } from '#contract/scopes';
import type { NewToken, Token } from '#contract/wire/tokens';
import { say } from '../start/say';
import { WrongUsage } from './arguments';
import type { Call, Command } from './command';
import { type Reached, reachServer } from './reached-server';

/** Makes, lists and revokes access tokens that have names. */
export const token: Command = async (call) => {
  const [step, name] = call.operands;
  const work = workOf(step, name, call);
  const server = await reachServer(call);
  try {
    await work(server);
  } finally {
    await server.close();
  }
};

type Work = (server: Reached) => Promise<void>;

/** Fails before anything is started for what was typed wrongly. */
function workOf(step: string | undefined, name: string | undefined, call: Call): Work {
  const { scopes, expires } = call.options;
  if (step !== 'add')
    for (const option of ['scopes', 'expires'] as const)
      if (call.options[option] !== undefined) throw new WrongUsage(`--${option} is for token add.`);
  if (step === 'list' && name === undefined) return list;
  if (step === 'revoke' && name !== undefined) return (server) => revoke(server, name);
  if (step === 'add' && name !== undefined) {
    if (scopes === undefined)
      throw new WrongUsage(`Say what it may do: --scopes with some of ${SCOPES.join(',')}.`);
    const fields = { name, scopes: scopes.split(/[\s,]+/).filter(Boolean), ...daysOf(expires) };
    return (server) => add(server, call, fields);
  }
  throw new WrongUsage('Say which: token add NAME, token list or token revoke NAME.');
}

/** The server says which numbers it takes. */
function daysOf(expires: string | undefined): { expires_in_days?: number } {
  if (expires === undefined) return {};
  const [, days] = /^(\d{1,9})d$/.exec(expires) ?? [];
  if (days === undefined)
    throw new WrongUsage(`--expires needs days, as in 90d, not '${expires}'.`);
  return { expires_in_days: Number(days) };
}

async function add(server: Reached, call: Call, body: object) {
  const question = { method: 'POST' as const, path: '/api/tokens', body };
  const { name, scopes, secret, expires } = await server.json<NewToken>(question, 'secret');
  const until = expires ? ` until ${day(expires)}` : '';
  process.stderr.write(`${name} may ${scopes.join(', ')}${until}. Its token is not shown again:\n`);
  say(secret);
  if (call.options.server === undefined && call.config().accessToken === null)
    process.stderr.write('Nobody needs it yet: the server asks once it has ACCESS_TOKEN.\n');
}

async function list(server: Reached): Promise<void> {
  const tokens = await listed(server);
  const rows = tokens.map(({ name, scopes, created, made_by: maker, used, expires }) => [
    name,
    scopes.join(','),
    `made ${day(created)}${maker ? ` by ${maker}` : ''}`,
    used === null ? 'never used' : `used ${day(used)}`,
    expires ? `${isPast(expires) ? 'expired' : 'expires'} ${day(expires)}` : 'never expires',
  ]);
  const widths = [0, 1, 2, 3].map((at) => Math.max(0, ...rows.map((row) => row[at]?.length ?? 0)));
  for (const row of rows)
    say(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  if (rows.length === 0) process.stderr.write('There is no token with a name.\n');
}

async function revoke(server: Reached, name: string): Promise<void> {
  const found = (await listed(server)).find((each) => each.name === name || each.id === name);
  if (!found) throw new Error(`There is no token called '${name}': token list shows them.`);
  const question = { method: 'DELETE' as const, path: `/api/tokens/${found.id}` };
  await server.json<{ deleted: boolean }>(question, 'deleted');
  say(`${found.name} is revoked`);
}

async function listed(server: Reached): Promise<Token[]> {
  const question = { method: 'GET' as const, path: '/api/tokens' };
  return (await server.json<{ data: Token[] }>(question, 'data')).data;
}

/** By the clock of this machine; the server goes by its own. */
function isPast(seconds: number): boolean {
  return seconds * 1_000 <= Date.now();
}

function day(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().slice(0, 10);
}
