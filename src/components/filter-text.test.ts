import { expect, it } from 'vitest';
import { readFilter } from '#contract/filter';
import { filterText } from '@/components/filter-text';

it.each([
  ['metadata[env]', 'prod', 'env=prod'],
  ['metadata_any[env]', 'prod', 'env=prod (or another)'],
  ['metadata_not[env]', 'prod', 'env ≠ prod'],
  ['metadata_exists', 'env', 'has key env'],
  ['model', 'demo', 'model=demo'],
  ['q', 'a b', '“a b”'],
  ['created_after', '7d', 'created since 7 days ago'],
  ['created_after', '25m', 'created since 25 minutes ago'],
  ['created_before', '1h', 'created before 1 hour ago'],
  ['tokens_min', '1200', 'tokens ≥ 1,200'],
  ['latency_max', '1500', 'time ≤ 1.5 s'],
  ['cost_min', '0.002', 'cost ≥ $0.002'],
  ['tool_calls', 'false', 'no tool calls'],
])('says %s %s as "%s"', (name, value, words) => {
  const filter = readFilter(name, value);
  const { name: left, value: right } = filterText(filter!);
  expect(left === undefined ? right : `${left}=${right}`).toBe(words);
});
