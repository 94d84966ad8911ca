import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { fileBytes, prepareFile, versionOf } from './changed-file';

test('a file whose folder is not there yet is written, in a folder of its owner alone', () => {
  const place = mkdtempSync(join(tmpdir(), 'changed-'));
  try {
    const path = join(place, 'not', 'there', 'prices.json');
    const edit = prepareFile(
      { path, called: 'prices file' },
      versionOf(fileBytes(path)),
      () => '{"a":1}',
    );
    edit.commit();
    expect(readFileSync(path, 'utf8')).toBe('{"a":1}');
    if (process.platform === 'win32') return;
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(place, { recursive: true });
  }
});
