import { expect, test } from 'vitest';
import { nameOf } from './attachment-facts';
import { references } from './reference';

test('a file is attached by the id that its provider gave it', () => {
  const part = references.file.read('file-abc_123');
  expect(part).toEqual({ type: 'file', file: { file_id: 'file-abc_123' } });
  expect(nameOf(part)).toBe('file-abc_123');
});

test.each(['', 'file a', 'file-a file-b', 'a\u0000', 'ü', 'x'.repeat(201)])(
  'the file id %j is refused with what would be right',
  (id) => {
    expect(references.file.read(id)).toMatch(/^Enter the id of one file/);
  },
);

test.each(['', 'a.png', 'ftp://a.example/b.png', 'data:image/png;base64,AA', 'javascript:0'])(
  'the address %j is refused with what would be right',
  (url) => {
    expect(references.picture.read(url)).toMatch(/^Enter a whole address/);
  },
);
