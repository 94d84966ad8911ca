import { setImmediate as pause } from 'node:timers/promises';
import { noFilter } from '../no-filter';
import { insightsOf } from './insights';
import type { Memory } from './memory';
import { narrowKeys } from './narrow-keys';
import { COUNTED_LATER, type InsightsQuery } from './query';
import { seriesOf } from './series';
import type { TableDatabase } from './dialect';

const DAY = 86_400;
/** Keys whose series are counted beforehand: each of them looks at every row. */
const MOST_KEYS = 5;

const begun = new WeakSet<Memory>();

/**
 * Who sees the first chart of a process may look at Insights next, or split the chart: what these show at first is
 * counted behind it, in steps, once. Never rejects.
 */
export async function countExpected(database: TableDatabase): Promise<void> {
  if (begun.has(database.memory)) return;
  begun.add(database.memory);
  // The answer that this follows goes out first.
  await pause();
  try {
    await countAll(database);
  } catch {
    // Whoever asks is told.
  }
}

async function countAll(database: TableDatabase): Promise<void> {
  const insights: InsightsQuery = {
    filter: noFilter,
    split: { by: 'model' },
    verdictKey: 'review',
    ...COUNTED_LATER,
  };
  // One after the other: parts of one question that wait are not asked for again.
  const { memory } = database;
  const month = { min: Math.floor(Date.now() / 1_000) - 28 * DAY };
  await insightsOf(database, { ...insights, filter: { ...noFilter, created: month }, bucket: DAY });
  await memory.idle();
  await insightsOf(database, insights);
  const { keys } = await narrowKeys(database);
  for (const key of keys.slice(0, MOST_KEYS)) {
    await memory.idle();
    const split = { by: 'metadata', key } as const;
    await seriesOf(database, { filter: noFilter, split, ...COUNTED_LATER });
  }
}
