import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder';
import { StoreUnavailable } from '../errors';
import { rememberPlace } from './place';

it('a log that cannot be read is an outage, and no fault of whoever asks', () => {
  const file = join(temporaryFolder(), 'chatkeep.db');
  writeFileSync(file, 'x');
  // As good as one that cannot be opened because too many files are.
  mkdirSync(`${file}-wal`);
  expect(rememberPlace(file, () => 1)).toThrow(StoreUnavailable);
});
