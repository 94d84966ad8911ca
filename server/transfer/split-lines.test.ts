import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, splitLines } from './split-lines';

async function* pieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function blocksOf(text: string, size: number, longest: number): Promise<Block[]> {
  const blocks: Block[] = [];
  for await (const block of splitLines(pieces(text, size), longest)) blocks.push(block);
  return blocks;
}

describe('a file cut into lines', () => {
  it('is whole again when its blocks are put together, however it arrives', async () => {
    const file = fc.array(fc.string({ maxLength: 20 }).map((line) => line.replaceAll('\n', '')));
    await fc.assert(
      fc.asyncProperty(file, fc.integer({ min: 1, max: 50 }), async (lines, size) => {
        const blocks = await blocksOf(lines.join('\n'), size, 1_000);
        const text = blocks.map((b) => (b.kind === 'lines' ? b.bytes.toString() : '')).join('');
        expect(text).toBe(lines.join('\n'));
      }),
    );
  });

  it('comes in blocks of whole lines that know their numbers', async () => {
    const line = `${'x'.repeat(99_999)}\n`;
    const blocks = await blocksOf(line.repeat(10), 65_536, 1e6);
    expect(blocks.length).toBeGreaterThan(1);
    let next = 1;
    for (const block of blocks) {
      if (block.kind !== 'lines') throw new Error('too long');
      expect(block.first).toBe(next);
      expect(block.bytes.toString()).toBe(line.repeat(block.count));
      next += block.count;
    }
    expect(next).toBe(11);
  });

  it('tells the number of a line that is too long, and goes on behind it', async () => {
    const blocks = await blocksOf(`one\ntwo\n${'x'.repeat(500)}\nfour`, 10, 100);
    expect(
      blocks.map((b) => (b.kind === 'lines' ? [b.first, b.bytes.toString()] : b.line)),
    ).toEqual([[1, 'one\ntwo\n'], 3, [4, 'four']]);
  });

  it('holds no more than one line that is too long, without an end', async () => {
    const blocks = await blocksOf('x'.repeat(10_000), 64, 100);
    expect(blocks).toEqual([{ kind: 'too long', line: 1 }]);
  });
});

it('gives the whole lines that came before its source broke off', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield Buffer.from('a\nb\nhalf a li');
    throw new Error('broken off');
  }
  const lines: string[] = [];
  const all = async () => {
    for await (const block of splitLines(broken(), 100))
      if (block.kind === 'lines') lines.push(block.bytes.toString());
  };
  await expect(all()).rejects.toThrow('broken off');
  expect(lines).toEqual(['a\nb\n']);
});
