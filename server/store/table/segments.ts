import type { TableDatabase } from './dialect';
import type { Segment, Stretch } from './stretch';

/** Parts of time that are counted as one, in hours, and how many changes of rows one may have had. */
const SPANS = [
  { span: 32 * 24, most: 200_000 },
  { span: 24, most: 20_000 },
  { span: 1, most: Infinity },
] as const;

type Sums = { start: number; changes: number; newest: number };

/**
 * For what asks several questions of the same stretch at once: it is told its segments once. What is written meanwhile is
 * kept as of before, and so counted again by whoever asks next.
 */
export function toldOnce(database: TableDatabase): TableDatabase {
  const told = new Map<string, Promise<Segment[]>>();
  const segments = (hours: Stretch) => {
    const name = JSON.stringify(hours);
    const known = told.get(name) ?? segmentsOf(database, hours);
    told.set(name, known);
    return known;
  };
  return { ...database, segments };
}

/**
 * All that `hours` (their numbers) were written in, newest first: large parts of what is long past, small ones where much is written,
 * since all of a part is counted again when something in it changes.
 */
export async function segmentsOf(database: TableDatabase, hours: Stretch): Promise<Segment[]> {
  const segments: Segment[] = [];
  let open: Stretch[] = [hours];
  let newest: number | undefined;
  for (const { span, most } of SPANS) {
    if (open.length === 0) break;
    const sums = await changesIn(database, span, open);
    newest ??= sums[0]?.newest;
    open = [];
    for (const { start, changes, newest: last } of sums) {
      const [from, below] = [start * span, (start + 1) * span];
      const isWhole = from >= (hours.from ?? 0) && below <= (hours.below ?? Infinity);
      if (span === 1 || (isWhole && changes <= most && last !== newest))
        segments.push({ span, start, changes });
      else
        open.push({
          from: Math.max(from, hours.from ?? 0),
          below: Math.min(below, hours.below ?? Infinity),
        });
    }
    open = joined(open);
  }
  return segments.sort((a, b) => b.start * b.span - a.start * a.span);
}

async function changesIn(
  database: TableDatabase,
  span: number,
  open: readonly Stretch[],
): Promise<Sums[]> {
  const within = open.map(({ from, below }) =>
    [
      from === undefined ? 'true' : `hour >= ${from}`,
      below === undefined ? 'true' : `hour < ${below}`,
    ].join(' AND '),
  );
  return database.rows<Sums>(
    `SELECT hour / ${span} AS start, CAST(sum(changes) AS BIGINT) AS changes, max(hour) AS newest
      FROM chatkeep.hour_changes WHERE ${within.map((each) => `(${each})`).join(' OR ')}
      GROUP BY 1 ORDER BY 1 DESC`,
    [],
  );
}

/** Of what comes newest first: neighbours become one. */
function joined(parts: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last && last.from === part.below) last.from = part.from;
    else all.push({ ...part });
  }
  return all;
}
