// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { attachmentsOf, contentWith } from './attachment';
import { bytesOf, nameOf, pictureOf, sizeProblem } from './attachment-facts';
import { readAttachment } from './read-attachment';

const file = (name: string, type: string, content = 'abc') => new File([content], name, { type });

test.each([
  ['a.png', 'image/png', { type: 'image_url', image_url: { url: 'data:image/png;base64,YWJj' } }],
  ['a.mp3', 'audio/mpeg', { type: 'input_audio', input_audio: { data: 'YWJj', format: 'mp3' } }],
  [
    'a.pdf',
    'application/pdf',
    { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,YWJj' } },
  ],
])('%s becomes the part that the API has for it', async (name, type, attachment) => {
  expect(await readAttachment(file(name, type))).toEqual({ attachment });
  expect(bytesOf(attachment)).toBe(3);
});

test('a text file becomes words, set off so that its own backticks end nothing', async () => {
  const text = 'notes.md\n````\na ``` b\n````';
  expect(await readAttachment(file('notes.md', '', 'a ``` b\n'))).toEqual({ text });
});

test('a text file of another encoding is read as what it is, and says so', async () => {
  const latin1 = new File([Uint8Array.from([0x6e, 0xe4, 0x6d, 0x65])], 'l.csv', {
    type: 'text/csv',
  });
  expect(await readAttachment(latin1)).toEqual({
    text: 'l.csv\n```\nnäme\n```',
    encoding: 'windows-1252',
  });
  const binary = new File([Uint8Array.from([0x50, 0x4b, 3, 4, 0])], 'b.txt');
  await expect(readAttachment(binary)).rejects.toThrow('Save it as UTF-8');
});

test.each([
  ['a.svg', 'image/svg+xml', /PNG, JPEG/],
  ['a.mp4', 'video/mp4', /no video/],
  ['a.bin', '', /empty/],
])('%s is refused in words that say what to do', async (name, type, words) => {
  await expect(readAttachment(file(name, type, ''))).rejects.toThrow(words);
});

test('a text alone stays a text; beside other parts it is the first, if there is any', () => {
  const image = { type: 'image_url', image_url: { url: 'https://a.test/b.png', detail: 'low' } };
  expect(contentWith('a', [])).toBe('a');
  expect(contentWith('a', [image])).toEqual([{ type: 'text', text: 'a' }, image]);
  expect(contentWith('', [image])).toEqual([image]);
  expect(attachmentsOf({ role: 'user', content: contentWith('a', [image]) })).toEqual([image]);
  expect([nameOf(image), bytesOf(image), pictureOf(image)]).toEqual(['a.test/b.png', null, null]);
});

test('together they must leave room in a request', () => {
  const part = (length: number) => ({ type: 'file', file: { file_data: 'x'.repeat(length) } });
  const mebi = 1024 * 1024;
  expect(sizeProblem([part(15 * mebi), part(15 * mebi)])).toBeUndefined();
  expect(sizeProblem([part(15 * mebi), part(15 * mebi + 1)])).toMatch(/smaller/);
});
