import { formatNumber } from '@/lib/format';
import type { Range } from './insights-search';

/** Of a range its words, and from when to when the one before it was. */
const BEFORE: Record<Exclude<Range, 'all'>, { words: string; from: string }> = {
  '24h': { words: 'on the 24 hours before', from: '48h' },
  '7d': { words: 'on the 7 days before', from: '14d' },
  '28d': { words: 'on the 28 days before', from: '56d' },
  '90d': { words: 'on the 90 days before', from: '180d' },
};

/** Null where nothing came before, or filters of time say what is shown. */
export function beforeOf(range: Range | null) {
  return range === null || range === 'all' ? null : BEFORE[range];
}

/** "+12 %", "−4 %"; null where there is nothing to compare with. */
export function changeText(now: number | null, before: number | null | undefined): string | null {
  if (now === null || !before || before < 0) return null;
  return signed(Math.round((now / before - 1) * 100), '%');
}

/** "−4 points" of two shares, each of 1; null where one of them is of nothing. */
export function pointsText(now: number | null, before: number | null): string | null {
  if (now === null || before === null) return null;
  const points = Math.round((now - before) * 100);
  return signed(points, Math.abs(points) === 1 ? 'point' : 'points');
}

function signed(value: number, unit: string): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : '±';
  return `${sign}${formatNumber(Math.abs(value))} ${unit}`;
}
