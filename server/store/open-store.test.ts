import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from './open-store';
import { StoreRefused, StoreUnavailable } from './errors';
import { temporaryFolder } from '../testing/temporary-folder';

describe('the database URL', () => {
  it.each(['file:', ''])('with "%s" before a path names a SQLite file', async (scheme) => {
    const file = join(temporaryFolder(), 'chatkeep.db');
    const store = await openStore(`${scheme}${file}`);
    await store.close();
    expect(existsSync(file)).toBe(true);
  });

  it.each(['postgres', 'postgresql'])('with %s: names a PostgreSQL database', async (scheme) => {
    await expect(openStore(`${scheme}://a@127.0.0.1:1/b`)).rejects.toThrow(StoreUnavailable);
  });

  it.each(['mysql://a/b', 'https://a/b', 'sqlite:a'])('%s is refused', async (url) => {
    await expect(openStore(url)).rejects.toThrow(StoreRefused);
  });
});
