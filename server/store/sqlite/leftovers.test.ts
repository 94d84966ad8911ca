import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SqliteDatabase } from './database';
import { isMapPage, withoutLeftovers } from './leftovers';
import { sweep } from './sweep';
import { temporaryFolder } from '../../testing/temporary-folder';

function connect(file: string): SqliteDatabase {
  const database = new SqliteDatabase(file);
  onTestFinished(() => database.close());
  return database;
}

function open(prepare = 'PRAGMA auto_vacuum = INCREMENTAL'): [SqliteDatabase, string] {
  const file = join(temporaryFolder(), 'test.db');
  const database = connect(file);
  database.script(prepare);
  database.makeDurable();
  // The disk is not what is tried here.
  database.all('PRAGMA synchronous = OFF');
  createTables(database);
  return [database, file];
}

function createTables(database: SqliteDatabase): void {
  database.script(`CREATE TABLE kept (k INTEGER PRIMARY KEY, id TEXT UNIQUE, a TEXT, b TEXT);
    CREATE TABLE trash (k INTEGER PRIMARY KEY, id TEXT UNIQUE, a TEXT, b TEXT);
    CREATE TABLE pairs (value TEXT, k INTEGER, PRIMARY KEY (value, k)) WITHOUT ROWID`);
}

/** Numbers that look random, the same for each seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Rows that come, grow, go to the trash and are erased there, as completions do; returns the words of those erased. */
function churn(database: SqliteDatabase, seed: number, least: number, most: number): string[] {
  const next = numbers(seed);
  const text = () => 'x'.repeat(least + next(most - least));
  const [live, erased]: [number[], string[]] = [[], []];
  for (let n = 0; n < 400; n += 1) {
    const k = n * 10 + next(10);
    const word = `canary-${seed}-${k}.`;
    const value = `${next(1_000_000)}${word}`;
    database.transaction(() => {
      database.run('INSERT INTO kept VALUES (?, ?, ?, ?)', [k, `id${k}`, '{}', word + text()]);
      database.run('INSERT INTO pairs VALUES (?, ?)', [value, k]);
    });
    live.push(k);
    if (next(10) > 0)
      database.transaction(() =>
        database.run('UPDATE kept SET a = ? WHERE k = ?', [word + text(), k]),
      );
    if (next(2) === 0) continue;
    const from = Math.max(0, live.length - 8);
    const [gone = 0] = live.splice(from + next(live.length - from), 1);
    database.transaction(() => {
      database.run('INSERT INTO trash SELECT * FROM kept WHERE k = ?', [gone]);
      database.run('DELETE FROM kept WHERE k = ?', [gone]);
    });
    database.transaction(() => {
      database.run('DELETE FROM trash WHERE k = ?', [gone]);
      database.run('DELETE FROM pairs WHERE k = ?', [gone]);
    });
    erased.push(`canary-${seed}-${gone}.`);
  }
  return erased;
}

/** In the file, while the log has nothing in it. */
function leftIn(file: string, words: readonly string[]): string[] {
  const bytes = readFileSync(file);
  return words.filter((word) => bytes.includes(word));
}

describe('what SQLite leaves of rows that it moved', () => {
  it.each([
    ['short rows', 4_096, 20, 300],
    ['rows of some hundred bytes', 4_096, 150, 600],
    ['rows of a thousand bytes in large pages', 8_192, 600, 1_300],
  ])('is in no file once the log is empty: %s', (_, page, least, most) => {
    for (const seed of [6, 7, 8]) {
      const [database, file] = open(
        `PRAGMA page_size = ${page}; PRAGMA auto_vacuum = ${seed % 2 === 0 ? 'INCREMENTAL' : 'NONE'}`,
      );
      const erased = churn(database, seed, least, most);
      expect(database.emptyLog()).toBe(true);
      expect(leftIn(file, erased)).toEqual([]);
      expect(database.value('PRAGMA integrity_check')).toBe('ok');
    }
  });
});

describe('a page without leftovers', () => {
  it('is the same but for zeros where nothing is', () => {
    const [database, file] = open();
    churn(database, 1, 20, 900);
    const pages = Number(database.value('PRAGMA page_count'));
    const names = ['kept', 'trash', 'pairs'];
    const all = () => names.map((name) => database.all(`SELECT * FROM ${name}`));
    const before = all();
    database.transaction(() => {
      for (let number = 1; number <= pages; number += 1) {
        const page = database.page(number);
        // As if all that is empty had something in it.
        const filled = page && !isMapPage(number, page.length) && filledUp(page, number);
        if (filled) database.writePage(number, filled);
      }
    });
    expect(database.value('PRAGMA integrity_check')).toBe('ok');
    expect(database.emptyLog()).toBe(true);
    expect(readFileSync(file).includes('LEFTOVER')).toBe(false);
    expect(database.value('PRAGMA integrity_check')).toBe('ok');
    expect(all()).toEqual(before);
  });

  it('is made of nothing else', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 512, maxLength: 512 }),
        fc.constantFrom(0, 2, 5, 10, 13),
        fc.nat(3),
        (bytes, kind, cells) => {
          const page = Buffer.from(bytes);
          page.writeUInt8(kind, 0);
          page.writeUInt16BE(cells, 3);
          const clean = withoutLeftovers(page, 2);
          const changed = clean ? [...clean].filter((byte, at) => byte !== page[at]) : [];
          expect(changed.every((byte) => byte === 0)).toBe(true);
        },
      ),
    );
  });
});

describe('a page that rows were taken out of', () => {
  it('is as it has to be: where they were says nothing of them', () => {
    const [database] = open('PRAGMA page_size = 8192');
    database.transaction(() => {
      for (let k = 0; k < 200; k += 1)
        database.run('INSERT INTO kept VALUES (?, ?, ?, ?)', [k, `id${k}`, '{}', 'x'.repeat(20)]);
    });
    database.run('DELETE FROM kept WHERE k % 3 = 0');
    const pages = Array.from(
      { length: Number(database.value('PRAGMA page_count')) },
      (_, n) => n + 1,
    );
    const page = (number: number) => database.page(number) ?? Buffer.alloc(0);
    expect(pages.filter((n) => withoutLeftovers(page(n), n))).toEqual([]);
  });

  it('has no two letters where nothing is', () => {
    const low = fc.integer({ min: 0, max: 0x1f });
    const gap = fc.array(fc.oneof(low, fc.nat(255)), { minLength: 504, maxLength: 504 });
    fc.assert(
      fc.property(gap, fc.nat(504), (bytes, zeros) => {
        const page = Buffer.from([10, 0, 0, 0, 0, 2, 0, 0, ...bytes]).fill(0, 8 + zeros);
        const kept = (withoutLeftovers(page, 2) ?? page).subarray(8);
        const isLetter = (byte: number | undefined) => (byte ?? 0) >= 0x20;
        expect(kept.some((byte, at) => isLetter(byte) && isLetter(kept[at + 1]))).toBe(false);
      }),
    );
  });
});

/** Null for a page without room. */
function filledUp(page: Buffer, number: number): Buffer | null {
  const at = number === 1 ? 100 : 0;
  const pointers = { 2: 12, 5: 12, 10: 8, 13: 8 }[page.readUInt8(at)];
  if (pointers === undefined) return null;
  const end = at + pointers + page.readUInt16BE(at + 3) * 2;
  const start = page.readUInt16BE(at + 5);
  return start - end < 8 ? null : Buffer.from(page).fill('LEFTOVER', end, start);
}

describe('pages that say where others belong', () => {
  it.each([512, 4_096])('are known by their numbers: pages of %i bytes', (size) => {
    const [database] = open(`PRAGMA page_size = ${size}; PRAGMA auto_vacuum = INCREMENTAL`);
    const wide = 'x'.repeat(size * 40);
    database.transaction(() => {
      for (let k = 0; k < 50; k += 1)
        database.run('INSERT INTO kept VALUES (?, ?, ?, ?)', [k, `${k}`, wide, '']);
    });
    const used = new Set(
      database.all<{ n: number }>('SELECT pageno AS n FROM dbstat').map(({ n }) => n),
    );
    const pages = Array.from(
      { length: Number(database.value('PRAGMA page_count')) },
      (_, n) => n + 1,
    );
    const maps = pages.filter((n) => !used.has(n));
    expect(maps.length).toBeGreaterThan(1);
    expect(pages.filter((n) => isMapPage(n, size))).toEqual(maps);
  });
});

describe('a file of a release before', () => {
  it('is looked through behind what is asked, from its end on', () => {
    const file = join(temporaryFolder(), 'test.db');
    const former = connect(file);
    former.script('PRAGMA secure_delete = ON; PRAGMA synchronous = OFF');
    createTables(former);
    const erased = churn(former, 7, 20, 300);
    expect(leftIn(file, erased)).not.toEqual([]);
    const database = connect(file);
    database.makeDurable();
    database.script(`CREATE TABLE unswept (page INTEGER NOT NULL) STRICT;
      INSERT INTO unswept SELECT page_count FROM pragma_page_count()`);
    const steps: number[] = [];
    do steps.push(database.transaction(() => sweep(database)));
    while ((steps.at(-1) ?? 0) > 0);
    expect(database.emptyLog()).toBe(true);
    expect(leftIn(file, erased)).toEqual([]);
    expect(database.value('PRAGMA integrity_check')).toBe('ok');
    expect(database.transaction(() => sweep(database))).toBe(0);
  });
});
