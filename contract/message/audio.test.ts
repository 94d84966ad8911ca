import { expect, test } from 'vitest';
import { playableAudio } from './audio';

const base64 = (...bytes: number[]) => Buffer.from(bytes).toString('base64');

test.each([
  ['wav', [...Buffer.from('RIFF....WAVE')]],
  ['flac', [...Buffer.from('fLaC')]],
  ['opus', [...Buffer.from('OggS')]],
  ['mp3', [...Buffer.from('ID3')]],
  ['mp3', [0xff, 0xfb, 0x90]],
  ['mp3', [0xff, 0xf3, 0x44]],
  ['aac', [0xff, 0xf1, 0x50]],
])('%s is known by its beginning, whatever the sender said', (format, bytes) => {
  const { url, extension } = playableAudio(base64(...bytes, 0, 0, 0), 'pcm16');
  expect(extension).toBe(format);
  expect(url).toMatch(/^data:audio\/\w+;base64,/);
});

test('raw samples get the header of a WAV file', () => {
  const samples = Buffer.alloc(4_800, 7);
  const { url, extension } = playableAudio(samples.toString('base64'));
  const file = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  expect(extension).toBe('wav');
  expect(file.subarray(0, 4).toString()).toBe('RIFF');
  expect(file.readUInt32LE(4)).toBe(file.length - 8);
  expect(file.subarray(8, 16).toString()).toBe('WAVEfmt ');
  expect(file.readUInt32LE(24)).toBe(24_000);
  expect(file.subarray(36, 40).toString()).toBe('JUNK');
  expect(file.readUInt32LE(50)).toBe(samples.length);
  expect(file.subarray(54).equals(samples)).toBe(true);
});

test('a data: URL is taken for its data, and a format that was said for what it is', () => {
  expect(playableAudio('data:audio/x;base64,AAAA', 'mp3')).toEqual({
    url: 'data:audio/mpeg;base64,AAAA',
    extension: 'mp3',
  });
});
