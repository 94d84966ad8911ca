import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresDatabase } from '../store/postgres/database';
import { PostgresServer } from '../testing/postgres-server';
import { SqliteDatabase } from '../store/sqlite/database';
import { buildChild, type ChildProgram } from '../testing/child-process';
import { forgetServers } from '../testing/forget-servers';
import {
  chunk,
  type ScriptedUpstream,
  sendEvents,
  startScriptedUpstream,
} from '../testing/scripted-upstream';

const postgres = new PostgresServer();
let program: ChildProgram;
let upstream: ScriptedUpstream;
let children: ChildProcess[] = [];

beforeAll(async () => {
  await postgres.start();
  program = await buildChild('server/main.ts', {
    'transfer-worker': 'server/transfer/transfer-worker.ts',
  });
});
afterAll(async () => {
  program.remove();
  await postgres.remove();
});
beforeEach(async () => {
  upstream = await startScriptedUpstream();
});
afterEach(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  children = [];
  await upstream.close();
});

type Server = { url: string; kill(): Promise<void> };

/** The built server in a process of its own. */
async function start(database: string): Promise<Server> {
  const providers = join(program.folder, 'providers.json');
  writeFileSync(providers, '{}', { mode: 0o600 });
  const child = spawn(process.execPath, [join(program.folder, 'main.js')], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      DATABASE_URL: database,
      PROVIDERS_FILE: providers,
      OPENAI_BASE_URL: upstream.baseUrl,
      OPENAI_API_KEY: 'sk-canary-key-abcd',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      const found = /is ready: (http:\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`The server did not start: ${output}`)));
  });
  return {
    url,
    kill: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      await forgetServers(database);
    },
  };
}

/** Begins a stored stream, and leaves it open. Resolves with the completion's id. */
async function begin({ url }: Server, body: object = {}): Promise<string> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-on-disconnect': 'continue' },
    body: JSON.stringify({
      model: 'scripted-1',
      store: true,
      stream: true,
      messages: [{ role: 'user', content: 'Go on' }],
      ...body,
    }),
  });
  void response.text().catch(() => undefined);
  return response.headers.get('x-completion-id') ?? '';
}

/** Resolves once the database holds this text, whatever it is for. */
async function kept(database: string, text: string, count = 1): Promise<void> {
  for (;;) {
    if ((await piecesWith(database, text)) >= count) return;
    await sleep(50);
  }
}

const PIECES_WITH = (table: string) =>
  `SELECT count(DISTINCT k) AS count FROM ${table} WHERE chunks LIKE `;

async function piecesWith(url: string, text: string): Promise<number> {
  if (url.startsWith('file:')) {
    const database = new SqliteDatabase(url.slice('file:'.length));
    const count = Number(database.value(`${PIECES_WITH('answer_pieces')} ?`, [`%${text}%`]));
    database.close();
    return count;
  }
  const database = new PostgresDatabase(url);
  const [row] = await database.rows<{ count: number }>(
    `${PIECES_WITH('chatkeep.answer_pieces')} $1`,
    [`%${text}%`],
  );
  await database.close();
  return row?.count ?? 0;
}

type Choice = { index: number; message: Record<string, unknown>; finish_reason: string | null };
type Shown = { choices: Choice[]; object: string; model: string; temperature: number };

async function shown({ url }: Server, id: string): Promise<Shown> {
  const response = await fetch(`${url}/api/completions/${id}`);
  expect(response.status).toBe(200);
  return ((await response.json()) as { completion: Shown }).completion;
}

let files = 0;
const engines: [string, () => Promise<string>][] = [
  ['SQLite', async () => `file:${join(program.folder, `killed-${(files += 1)}.db`)}`],
  ['PostgreSQL', () => postgres.createDatabase()],
];

describe.each(engines)('kill -9 in mid-stream, on %s', (_name, createDatabase) => {
  it('keeps text, thinking, calls and every choice that came', async () => {
    const database = await createDatabase();
    const call = (piece: object) => ({ tool_calls: [{ index: 0, ...piece }] });
    const pieces = [
      chunk({ role: 'assistant', reasoning_content: 'Hm, ' }),
      chunk({ reasoning_content: 'well. \u0000\ud83d\ude00' }),
      chunk({ content: 'Line one\n"two" ' }),
      chunk(call({ id: 'call_1', type: 'function', function: { name: 'dig', arguments: '' } })),
      chunk(call({ function: { arguments: '{"n":1' } })),
      chunk({ content: 'second' }, null, 1),
      chunk({ content: 'third' }, 'length', 2),
    ];
    upstream.script((response) => sendEvents(response, [...pieces, chunk({ content: 'END' })]));
    const server = await start(database);
    const id = await begin(server, { n: 3, temperature: 0.25 });
    await kept(database, 'END');
    await server.kill();

    const again = await start(database);
    const answer = await shown(again, id);
    expect(answer).toMatchObject({
      object: 'chat.completion',
      model: 'scripted-1',
      temperature: 0.25,
    });
    expect(answer.choices).toHaveLength(3);
    const [first, second, third] = answer.choices;
    expect(first?.message).toMatchObject({
      content: 'Line one\n"two" END',
      reasoning_content: 'Hm, well. \u0000\ud83d\ude00',
      tool_calls: [{ id: 'call_1', function: { name: 'dig', arguments: '{"n":1' } }],
    });
    expect(second).toMatchObject({ message: { content: 'second' }, finish_reason: null });
    expect(third).toMatchObject({ message: { content: 'third' }, finish_reason: 'length' });
    const table = await fetch(`${again.url}/api/completions?limit=5`);
    expect(await table.text()).toContain('"server_restart"');
    expect((await fetch(`${again.url}/v1/chat/completions/${id}`)).status).toBe(404);
    expect(await piecesWith(database, 'END')).toBe(0);
    await again.kill();
  });

  it('keeps many answers at once, one of them of 5 MB, each under its own id', async () => {
    const database = await createDatabase();
    const open: ServerResponse[] = [];
    const texts = (i: number) =>
      i === 0
        ? Array.from({ length: 500 }, (_, n) => `${n} ${'x'.repeat(10_240)} `)
        : [`answer ${i} `, 'goes ', 'on '];
    upstream.script((response, { body }) => {
      const i = Number(/number (\d+)/.exec(body)?.[1]);
      open.push(response);
      sendEvents(
        response,
        [...texts(i), `END${i}.`].map((content) => chunk({ content })),
      );
    });
    const server = await start(database);
    const ids = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        begin(server, { messages: [{ role: 'user', content: `number ${i}` }] }),
      ),
    );
    await kept(database, 'END', 40);
    // What comes later is added to what is there, and not written anew.
    for (const response of open) sendEvents(response, [chunk({ content: 'LATER' })]);
    await kept(database, 'LATER', 40);
    await server.kill();

    const again = await start(database);
    for (const [i, id] of ids.entries()) {
      const { choices } = await shown(again, id);
      expect(choices[0]?.message['content']).toBe(`${texts(i).join('')}END${i}.LATER`);
    }
    await again.kill();
  });

  it('leaves nothing behind of what ended by itself, was refused or was erased', async () => {
    const database = await createDatabase();
    const open: ServerResponse[] = [];
    upstream.script((response) => {
      open.push(response);
      sendEvents(response, [chunk({ content: 'a canaryquokka' })]);
    });
    const server = await start(database);
    const [ended, erased, left] = [await begin(server), await begin(server), await begin(server)];
    await kept(database, 'canaryquokka', 3);
    sendEvents(open[0] as ServerResponse, [chunk({ content: ' is whole' }, 'stop'), '[DONE]']);
    while ((await fetch(`${server.url}/v1/chat/completions/${ended}`)).status !== 200)
      await sleep(20);
    const remove = (at: string, id: string) =>
      fetch(`${at}/api/completions/${id}`, { method: 'DELETE' });
    expect((await remove(server.url, erased)).status).toBeLessThan(300);
    expect(await piecesWith(database, 'canaryquokka')).toBe(1);
    await server.kill();

    const again = await start(database);
    for (const id of [ended, left]) {
      expect((await remove(again.url, id)).status).toBeLessThan(300);
      const erase = await fetch(`${again.url}/api/trash/${id}`, { method: 'DELETE' });
      expect(erase.status).toBeLessThan(300);
    }
    if (database.startsWith('file:')) {
      const file = database.slice('file:'.length);
      const names = readdirSync(program.folder).filter((name) =>
        join(program.folder, name).startsWith(file),
      );
      const holding = () =>
        names.filter((name) =>
          readFileSync(join(program.folder, name), 'latin1').includes('canaryquokka'),
        );
      while (holding().length > 0) await sleep(50);
    } else expect(await piecesWith(database, 'canaryquokka')).toBe(0);
    await again.kill();
  });
});
