import { expect, it } from 'vitest';
import type { InsightLine } from '#contract/wire/table';
import { figuresCsv } from './figures-csv';

const line = (name: string, more: Partial<InsightLine> = {}): InsightLine => ({
  name,
  count: 3,
  prompt_tokens: 10,
  completion_tokens: 20,
  cost: 0.125,
  failures: [{ value: 'user_stop', count: 1 }],
  endings: [
    { value: 'stop', count: 1 },
    { value: 'length', count: 1 },
  ],
  verdicts: [{ value: 'good', count: 1 }],
  total_ms: { p50: 12, p95: 34 },
  first_token_ms: null,
  points: [],
  ...more,
});

it('writes names as they are, figures unrounded, and nothing that a spreadsheet would run', () => {
  const lines = [
    line('a,"b"'),
    line('=1+1', { cost: null, total_ms: null, verdicts: [], failures: [], endings: [] }),
    line('(none)', { absent: true }),
    line('other', { rest: true }),
  ];
  expect(figuresCsv('env', lines, 'good').split('\r\n')).toEqual([
    '\uFEFFenv,requests,prompt_tokens,completion_tokens,cost,p50_ms,p95_ms,failed,judged,judged good',
    '"a,""b""",3,10,20,0.125,12,34,2,1,1',
    "'=1+1,3,10,20,,,,0,0,0",
    'no value,3,10,20,0.125,12,34,2,1,1',
    'all others,3,10,20,0.125,12,34,2,1,1',
    '',
  ]);
});
