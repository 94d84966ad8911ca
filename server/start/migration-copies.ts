import { basename } from 'node:path';
import type { KeptCopy } from '#contract/wire/server';
import type { AppParts } from '../parts';
import type { Config } from '../config';
import { sqliteFile } from '../store/sqlite/sqlite-store';
import { migrationCopies, removeOldCopies } from '../store/sqlite/copies';

const EVERY_MS = 86_400_000;

/** What migrations left beside the database and still holds what is erased; on PostgreSQL they leave nothing. */
function copiesOf({ database }: Pick<Config, 'database'>): ReturnType<typeof migrationCopies> {
  return database.kind === 'sqlite' ? migrationCopies(sqliteFile(database.url)) : [];
}

/** The same as the API says it, in Unix seconds: a name says enough to whoever can read the folder. */
export function copiesShown(config: Pick<Config, 'database'>): KeptCopy[] {
  return copiesOf(config).map(({ path, removedAt }) => ({
    name: basename(path),
    removed_at: Math.floor(removedAt / 1_000),
  }));
}

/** A line a copy, for the log at start. */
export function copyNotes(config: Pick<Config, 'database'>): string[] {
  return copiesOf(config).map(
    ({ path, removedAt }) =>
      `${path} is the database as it was before a migration. It holds what is erased since, and is removed on ${dayOf(removedAt)}; remove it earlier if you need nothing from it.`,
  );
}

/**
 * Removes copies whose time is over, now and every day, unless the clock is in doubt. Returns what ends it.
 */
export function keepCopiesSwept(
  { config, clock }: Pick<AppParts, 'config' | 'clock'>,
  onFailure: (error: unknown) => void,
): () => void {
  if (config.database.kind !== 'sqlite') return () => undefined;
  const file = sqliteFile(config.database.url);
  const sweep = async () => {
    const { jumped } = await clock.look();
    if (jumped === null) removeOldCopies(file, Date.now());
  };
  const timer = setInterval(() => void sweep().catch(onFailure), EVERY_MS);
  timer.unref();
  void sweep().catch(onFailure);
  return () => clearInterval(timer);
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
