import { CSV_MARK, csvLine } from '#contract/csv';
import type { InsightLine } from '#contract/wire/table';
import { lineName } from '@/components/chart/split';
import { countOf, failedOf, totalOf } from './grouped';

/** The table of names as a file, its figures as they are, unrounded. */
export function figuresCsv(name: string, lines: readonly InsightLine[], good: string): string {
  const heads = [
    name,
    'requests',
    'prompt_tokens',
    'completion_tokens',
    'cost',
    'p50_ms',
    'p95_ms',
    'failed',
    'judged',
    `judged ${good}`,
  ];
  const rows = lines.map((line) => [
    line.absent || line.rest ? lineName(line) : line.name,
    line.count,
    line.prompt_tokens,
    line.completion_tokens,
    line.cost,
    line.total_ms?.p50 ?? null,
    line.total_ms?.p95 ?? null,
    failedOf(line).count,
    totalOf(line.verdicts),
    countOf(line.verdicts, good),
  ]);
  return CSV_MARK + [heads, ...rows].map(csvLine).join('');
}
