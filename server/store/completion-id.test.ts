import { describe, expect, it } from 'vitest';
import { createPositions, positionOf } from './completion-id';

describe('completion ids', () => {
  it('grow strictly, as numbers and as text, also when the clock stands or steps back', () => {
    const times = [5_000, 5_000, 4_000, 1_764_000_000_123, 1_763_000_000_000];
    const next = createPositions(() => times.shift() ?? 1_764_000_000_123);
    const positions = Array.from({ length: 3_000 }, () => next());
    for (const [i, position] of positions.entries()) {
      const before = positions[i - 1];
      if (!before) continue;
      expect(position.k).toBeGreaterThan(before.k);
      expect(position.id > before.id).toBe(true);
    }
  });

  it('carry their position and their second', () => {
    const { id, k, created } = createPositions(() => 1_764_000_000_999)();
    expect(positionOf(id)).toBe(k);
    expect(created).toBe(1_764_000_000);
  });

  it('share no random part', () => {
    const next = createPositions(() => 1_764_000_000_000);
    const tails = new Set(Array.from({ length: 1_000 }, () => next().id.slice(-18)));
    expect(tails.size).toBe(1_000);
  });

  it.each(['', 'chatcmpl-', 'chatcmpl-abc', 'x', 'chatcmpl-zzzzzzzzz000000000000000000', '../etc'])(
    'are told from other text: %j',
    (text) => expect(positionOf(text)).toBeNull(),
  );
});
