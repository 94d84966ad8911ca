import { expect, test } from 'vitest';
import { animatedWebp } from './animated-webp';

/** A still as a browser writes it: a header of its own, and the picture. */
function still(picture: string): Buffer {
  const chunk = (name: string, body: string) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(body.length);
    return Buffer.concat([
      Buffer.from(name),
      size,
      Buffer.from(body.padEnd(body.length + (body.length % 2), '\0')),
    ]);
  };
  const chunks = Buffer.concat([
    chunk('VP8X', '0123456789'),
    chunk('VP8 ', picture),
    chunk('EXIF', 'x'),
  ]);
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), chunks]);
}

test('stills become a film, each as long as it is said, with its picture as it was', () => {
  const film = animatedWebp(
    [
      { webp: still('one'), ms: 70_000 },
      { webp: still('four'), ms: 1 },
    ],
    300,
    2,
  );
  expect(film.readUInt32LE(4)).toBe(film.length - 8);
  expect(film.toString('latin1', 8, 16)).toBe('WEBPVP8X');
  // An animation of 300 by 2.
  expect([film[20], film.readUIntLE(24, 3), film.readUIntLE(27, 3)]).toEqual([2, 299, 1]);
  const first = film.indexOf('ANMF');
  const second = film.indexOf('ANMF', first + 1);
  expect([first, second].map((at) => film.readUIntLE(at + 20, 3))).toEqual([70_000, 1]);
  // An odd picture is filled up, so that the next one begins at an even place.
  expect(film.subarray(first + 24, second).toString('latin1')).toBe('VP8 \x03\0\0\0one\0');
  expect(film.subarray(second + 24).toString('latin1')).toBe('VP8 \x04\0\0\0four');
});

test('what is no picture is refused', () => {
  expect(() => animatedWebp([{ webp: Buffer.from('RIFF\0\0\0\0WEBP'), ms: 1 }], 1, 1)).toThrow(
    'no WebP',
  );
});
