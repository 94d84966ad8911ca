import { existsSync } from 'node:fs';
import type { Config } from '../config';
import { StoreRefused } from '../store/errors';
import { examinePostgres } from '../store/postgres/examine';
import { examineSqlite } from '../store/sqlite/examine';
import { lockForServer } from '../store/sqlite/lock';
import { sqliteFile } from '../store/sqlite/sqlite-store';
import { counted } from '../start/say';
import type { Finding } from './finding';

/** What a look at the database told of it. `newest` and `now`, by the database's own clock, in Unix seconds. */
export type Examined = {
  completions: number;
  newest: number | null;
  now: number | null;
  /** Migrations that the next start makes. */
  behind: number;
  /** Connections that a PostgreSQL server has for everybody. */
  room?: number | null;
  /** Completions that the search index lacks; null: it is made anew by the next start, or part of the database. */
  unindexed: number | null;
};

const topic = 'Database';

/** Whether the database can be used, without changing it. Also resolves with what the clocks are held against. */
export async function lookAtDatabase(config: Config): Promise<[Finding[], Examined | null]> {
  const { kind, url } = config.database;
  if (kind === 'sqlite' && !existsSync(sqliteFile(url)))
    return [[good(`${sqliteFile(url)} is made at the first start`)], null];
  const examined: Examined =
    kind === 'sqlite' ? examineSqlite(sqliteFile(url)) : await examinePostgres(url);
  const place = kind === 'sqlite' ? sqliteFile(url) : 'PostgreSQL';
  const findings = [good(`${place}, ${counted(examined.completions, 'completion')}`)];
  if (examined.behind > 0)
    findings.push({
      topic,
      state: 'careful',
      says: `is of an older release: the next start makes ${counted(examined.behind, 'migration')}`,
      todo: 'Back it up first if you may want to go back.',
    });
  if (kind === 'sqlite') findings.push(searched(examined), ...inUse(sqliteFile(url)));
  if (examined.room != null) findings.push(connections(config.databaseConnections, examined.room));
  return [findings, examined];
}

function connections(ours: number, room: number): Finding {
  const says = `each server takes up to ${ours} of ${room} connections`;
  if (ours < room) return good(says);
  const todo = 'Lower DATABASE_CONNECTIONS, raise max_connections of PostgreSQL, or use a pooler.';
  return { topic, state: 'careful', says, todo };
}

function searched({ unindexed }: Examined): Finding {
  const topic = 'Search';
  if (unindexed === null)
    return {
      topic,
      state: 'good',
      says: 'the next start makes the index anew, and answers meanwhile',
    };
  const says = `the index lacks ${counted(unindexed, 'completion')}, which a server adds`;
  return { topic, state: 'good', says: unindexed === 0 ? 'the index is complete' : says };
}

/** That a server runs is as it should be, and good to know. */
function inUse(file: string): Finding[] {
  try {
    lockForServer(file)();
    return [];
  } catch (error) {
    if (error instanceof StoreRefused && error.kind === 'inUse')
      return [good('a server has it in use')];
    throw error;
  }
}

function good(says: string): Finding {
  return { topic, state: 'good', says };
}
