import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildChild, type ChildProgram } from '../testing/child-process';
import { type Filling, FILLINGS } from '../testing/filling';
import { SqliteDatabase } from './sqlite/database';

/** CHATKEEP_KILL_ROUNDS=500 is the long run. */
const ROUNDS = Number(process.env['CHATKEEP_KILL_ROUNDS'] ?? 20);

let program: ChildProgram;
let folder: string;

beforeAll(async () => {
  program = await buildChild('server/testing/children/store-child.ts');
  folder = program.folder;
});

afterAll(() => program.remove());

type Said = { begun: Set<string>; finished: Set<string>; failed: string[] };

type Run = {
  writers: number;
  /** Length of the bodies, in characters. */
  length: number;
  filling?: Filling;
  /** How large the child's files may grow, in KiB. */
  limit?: number;
};

function start(file: string, { writers, length, filling = 'repeated', limit }: Run): ChildProcess {
  const main = join(folder, 'main.js');
  const node = [process.execPath, main, file, String(writers), String(length), filling];
  const [command = '', ...args] =
    limit === undefined ? node : ['bash', '-c', `ulimit -f ${limit}; exec "$@"`, '-', ...node];
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Collects what the child says until its end; `onLine` sees the number of lines so far. */
async function listen(child: ChildProcess, said: Said, onLine: (lines: number) => void = () => {}) {
  let text = '';
  let lines = 0;
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const complete = text.split('\n');
    // A line that the kill cut short was not said.
    text = complete.pop() ?? '';
    for (const line of complete) {
      const [, what, about = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
      if (what === 'begun') said.begun.add(about);
      else if (what === 'finished') said.finished.add(about);
      else said.failed.push(line);
      onLine(++lines);
    }
  }
}

type Kept = { id: string; state: string; body: string; messages: string; pairs: number };

/** Fails when anything that was acknowledged is missing, or anything that is there is torn. */
function verify(file: string, said: Said, length: number, filling: Filling): void {
  const fill = FILLINGS[filling];
  const database = new SqliteDatabase(file);
  expect(database.value('PRAGMA integrity_check')).toBe('ok');
  const rows = database.all<Kept>(
    `SELECT id, state, body, messages,
      (SELECT count(*) FROM completion_metadata m WHERE m.k = c.k AND m.value IN (c.id, 'kill')) AS pairs
      FROM completions c`,
  );
  database.close();
  const kept = new Map(rows.map((row) => [row.id, row.state]));
  const torn = rows.filter(
    ({ id, state, body, messages, pairs }) =>
      pairs !== 2 ||
      messages !== JSON.stringify([id, fill(3_000)]) ||
      body !== (state === 'complete' ? JSON.stringify([id, fill(length)]) : '{}'),
  );
  expect(torn.map(({ id }) => id)).toEqual([]);
  expect([...said.begun].filter((id) => !kept.has(id))).toEqual([]);
  expect([...said.finished].filter((id) => kept.get(id) !== 'complete')).toEqual([]);
}

describe('acknowledged means durable', () => {
  it(`over ${ROUNDS} kills at random`, { timeout: ROUNDS * 10_000 }, async () => {
    const file = join(folder, 'killed.db');
    const said: Said = { begun: new Set(), finished: new Set(), failed: [] };
    for (let round = 0; round < ROUNDS; round++) {
      const child = start(file, { writers: randomInt(1, 17), length: 2_000 });
      const enough = randomInt(1, 40);
      const delay = randomInt(20);
      await listen(child, said, (lines) => {
        if (lines === enough) void sleep(delay).then(() => child.kill('SIGKILL'));
      });
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');
    }
    expect(said.failed).toEqual([]);
    expect(said.finished.size).toBeGreaterThan(ROUNDS);
    verify(file, said, 2_000, 'repeated');
  });

  it.each([2_000, 4_000_000])(
    'when the disk is full with bodies of %i: the store says so, and why',
    { timeout: 120_000 },
    async (length) => {
      const file = join(folder, `full-${length}.db`);
      const said: Said = { begun: new Set(), finished: new Set(), failed: [] };
      await listen(start(file, { writers: 8, length, filling: 'dense', limit: 20_480 }), said);
      expect(said.failed[0]).toMatch(/^failed StoreUnavailable SQLITE_(IOERR|FULL)/);
      expect(said.finished.size).toBeGreaterThan(0);
      verify(file, said, length, 'dense');
    },
  );
});
