import { openPostgresStore } from './postgres/postgres-store';
import { openSqliteStore } from './sqlite/sqlite-store';
import { StoreRefused } from './errors';
import { type Store } from './store';

/**
 * Opens the database that a `DATABASE_URL` names: `postgres://…`, `file:…`, or the path of a SQLite file.
 * `connections`: at most, to PostgreSQL. Rejects with {@link StoreRefused} when it cannot be used at all, with StoreUnavailable when it cannot be now.
 */
export function openStore(url: string, connections?: number): Promise<Store> {
  if (/^postgres(ql)?:/.test(url)) return openPostgresStore({ url, connections });
  // A scheme, and not the drive of a Windows path.
  if (/^[a-z][a-z\d+.-]+:/i.test(url) && !url.startsWith('file:')) {
    const scheme = url.slice(0, url.indexOf(':'));
    return Promise.reject(
      new StoreRefused(`no database driver for "${scheme}:", use file: or postgres:`),
    );
  }
  return openSqliteStore({ url });
}
