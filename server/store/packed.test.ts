import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPacked, pack, packedSize, unpack } from './packed';

const WORDS = 'A wombat digs at night, and it sleeps through most of the day. '.repeat(20);
const asked = JSON.stringify([{ role: 'user', content: `Which animal? ${WORDS}` }]);
const said = JSON.stringify({ choices: [{ message: { content: `A quokka. ${WORDS}` } }] });

describe('two texts', () => {
  it('come out as they went in, or stay as they are', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 });
    const long = fc.tuple(text, fc.nat(900)).map(([part, times]) => part.repeat(times));
    fc.assert(
      fc.property(long, long, (messages, body) => {
        const packed = pack(messages, body);
        const size = Buffer.byteLength(messages) + Buffer.byteLength(body);
        if (!packed) return size < 1_024 || size > 65_535 || isDense(messages + body);
        expect(isPacked(packed)).toBe(true);
        expect(packedSize(Buffer.from(packed))).toBe(size);
        expect(unpack(Buffer.from(packed))).toEqual({ messages, body });
        return true;
      }),
    );
  });

  it('stay as they are where that saves little', () => {
    const picture = JSON.stringify([{ url: randomBytes(9_000).toString('base64') }]);
    expect(pack(picture, '{}')).toBeNull();
    expect(pack('[]', '{}')).toBeNull();
    expect(pack(JSON.stringify(WORDS.repeat(60)), '{}')).toBeNull();
    expect(pack('é'.repeat(40_000), '{}')).toBeNull();
    expect(pack(asked, Buffer.from(said))?.length).toBeLessThan(400);
  });

  it.each(['\0', '\ud800'])('that no database keeps are refused: %j', (bad) => {
    expect(() => pack(asked + bad, said)).toThrow('cannot be stored');
    expect(() => pack(asked, bad + said)).toThrow('cannot be stored');
  });

  it('say so when they are damaged', () => {
    const packed = Buffer.from(pack(asked, said) ?? []);
    const short = packed.subarray(0, packed.length - 9);
    const longer = Buffer.from(packed);
    longer.writeUInt16BE(60_000, 1);
    for (const bytes of [short, longer, packed.subarray(0, 5), Buffer.from([2])])
      expect(() => unpack(bytes)).toThrow('damaged');
  });
});

/** Hardly smaller once deflated. */
function isDense(text: string): boolean {
  return new Set(text).size > 20;
}
