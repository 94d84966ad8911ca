import { setImmediate as pause } from 'node:timers/promises';
import { searchWords } from '#contract/search-words';
import { HOUR } from '../sql/tallies';
import { grouped, groupedHere, type Grouping } from './grouped';
import type { CompletionFilter } from './query';
import { segmentsOf } from './segments';
import type { Driver, TableDatabase } from './dialect';
import { Selection } from './selection';
import { isEmpty, type Segment, type Stretch, stretchOf, wholeHours } from './stretch';

/** Changes in what one statement counts: where somebody looks at the clock, and so that none holds up what else is asked. */
const MOST_AT_ONCE = { timed: 20_000, untimed: 50_000 };
/** Rows that are brought here to be grouped. */
const MOST_HERE = 200_000;

type Counted<Row> = { rows: Row[]; isWhole: boolean };

export type Question = {
  driver: Driver;
  /** SQL that is the same for the same question. */
  grouping: (selection: Selection) => Grouping;
  /** Of the filter's stretch. */
  part?: Stretch | undefined;
  /** Milliseconds after which no more is counted. */
  budgetMs?: number | undefined;
};

/** A search depends on more than rows: on what its index knows of them. */
export function isRemembered({ search }: CompletionFilter): boolean {
  return searchWords(search).length === 0;
}

/**
 * What is counted of the rows of an {@link isRemembered} filter, newest first: as remembered of each part of time in which nothing
 * was written since, and counted where something was. Rows of several parts can be of one group. Exact, unless the
 * time is over before all is counted: the rest is counted when the answer is given, so that the next one has it.
 */
export async function remembered<Row extends object>(
  database: TableDatabase,
  filter: CompletionFilter,
  question: Question,
): Promise<Counted<Row>> {
  const started = performance.now();
  const { memory } = database;
  const { budgetMs = Infinity } = question;
  const { hours, ends } = divided(stretchOf(filter, question.part ?? {}));
  const name = nameOf(database, filter, question);
  memory.touch(name);
  const rows: Row[] = [];
  const add = (some: readonly Row[]) => {
    for (const row of some) rows.push(row);
  };
  for (const end of ends) {
    const { selection, grouping } = selected(database, filter, question, end);
    add(alike(await grouped<Row>(database, selection, grouping), grouping));
  }
  const { segments: told = (asked) => segmentsOf(database, asked) } = database;
  const segments = hours ? await told(hours) : [];
  const missing = segments.filter((segment) => {
    const known = memory.find(name, partName(segment), segment.changes);
    if (known) add(known as readonly Row[]);
    return !known;
  });
  const runs = runsOf(
    missing,
    segments,
    budgetMs === Infinity ? MOST_AT_ONCE.untimed : MOST_AT_ONCE.timed,
  );
  const count = async (run: Run) => {
    const known = run.segments.map((each) => memory.find(name, partName(each), each.changes));
    // Somebody else asked the same meanwhile.
    if (!known.includes(undefined)) return known.forEach((its) => add(its as readonly Row[]));
    const found = await counted<Row>(database, filter, question, run);
    for (const segment of run.segments) {
      const its = found.get(segment.start) ?? [];
      memory.keep(name, partName(segment), { changes: segment.changes, rows: its });
      add(its);
    }
  };
  for (const [at, run] of runs.entries()) {
    const isLong = budgetMs < Infinity && run.changes > MOST_AT_ONCE.timed;
    if (isLong || performance.now() - started > budgetMs) {
      memory.later(
        name,
        runs.slice(at).map((each) => () => count(each)),
      );
      return { rows, isWhole: false };
    }
    // What else is asked over the same connection is answered in between.
    if (at > 0) await pause();
    await count(run);
  }
  return { rows, isWhole: true };
}

/** The whole hours of a stretch, null where it has none, and what lies at its ends. */
function divided(stretch: Stretch): { hours: Stretch | null; ends: Stretch[] } {
  const { from, below } = stretch;
  const hours = wholeHours(stretch);
  if (isEmpty(hours)) return { hours: null, ends: isEmpty(stretch) ? [] : [stretch] };
  const ends: Stretch[] = [];
  if (hours.below !== undefined) ends.push({ from: hours.below * HOUR, below });
  if (hours.from !== undefined) ends.push({ from, below: hours.from * HOUR });
  return { hours, ends: ends.filter((end) => !isEmpty(end)) };
}

/** Segments that one statement can count: their span, and from which of it (inclusive) to which (exclusive). */
type Run = { span: number; from: number; below: number; changes: number; segments: Segment[] };

/** Of `all`, which come newest first, the missing; `most`: changes of a run, but for one of a single segment. */
function runsOf(missing: readonly Segment[], all: readonly Segment[], most: number): Run[] {
  const isMissing = new Set(missing);
  const runs: Run[] = [];
  let run: Run | undefined;
  for (const segment of all) {
    const { span, start, changes } = segment;
    if (!isMissing.has(segment)) run = undefined;
    else if (run?.span === span && run.changes + changes <= most) {
      run.from = start;
      run.changes += changes;
      run.segments.push(segment);
    } else runs.push((run = { span, from: start, below: start + 1, changes, segments: [segment] }));
  }
  return runs;
}

/** Two questions of one name have the same answer, whatever the stretch and the driver. */
function nameOf(
  { dialect }: TableDatabase,
  filter: CompletionFilter,
  { grouping }: Question,
): string {
  const selection = new Selection(dialect, { kind: 'table' });
  const asked = grouping(selection);
  selection.matching({ ...filter, created: {} }, []);
  return JSON.stringify([asked, selection.sql(''), selection.values]);
}

/** By the start of the segment. */
async function counted<Row extends object>(
  database: TableDatabase,
  filter: CompletionFilter,
  question: Question,
  { span, from, below, changes, segments }: Run,
): Promise<Map<number, Row[]>> {
  const size = span * HOUR;
  const stretch = { from: from * size, below: below * size };
  const { selection, grouping } = selected(database, filter, question, stretch);
  const group = changes <= MOST_HERE ? groupedHere : grouped;
  const [segment] = segments;
  if (segment && segments.length === 1)
    return new Map([
      [segment.start, alike(await group<Row>(database, selection, grouping), grouping)],
    ]);
  // Whole numbers, in the text of the statement: a bound one may count as a fraction, and then so does the quotient.
  const keys = { segment: `${selection.k} / ${size}`, ...grouping.keys };
  const rows = await group<Row & { segment: number }>(database, selection, { ...grouping, keys });
  const found = new Map<number, Row[]>();
  for (const [at, row] of alike<Row>(rows, grouping).entries()) {
    const start = rows[at]?.segment ?? 0;
    const others = found.get(start);
    if (others) others.push(row);
    else found.set(start, [row]);
  }
  return found;
}

/** Made anew in one way, as whoever adds up very many of several shapes takes several times as long. */
function alike<Row extends object>(rows: readonly Row[], { keys, sums = {} }: Grouping): Row[] {
  const names = [...Object.keys(keys), 'count', ...Object.keys(sums)] as (keyof Row)[];
  return rows.map((row) => {
    const copy: Partial<Row> = {};
    for (const name of names) copy[name] = row[name];
    return copy as Row;
  });
}

function selected(
  database: TableDatabase,
  filter: CompletionFilter,
  { driver, grouping: asked }: Question,
  stretch: Stretch,
): { selection: Selection; grouping: Grouping } {
  const selection = new Selection(database.dialect, driver);
  const grouping = asked(selection);
  selection.matching({ ...filter, created: {} }, []).between(stretch);
  return { selection, grouping };
}

function partName({ span, start }: Segment): string {
  return `${span} ${start}`;
}
