import { expect, it } from 'vitest';
import {
  type Filter,
  FILTER_FIELDS,
  type FilterField,
  filterName,
  isPairKind,
  readFilters,
} from '#contract/filter';
import { namesFilters, tokensOf, tokenWords, withToken } from './tokens';

const read = (query: string) => readFilters(new URLSearchParams(query)).filters;
const words = (query: string) => tokensOf(read(query)).map(tokenWords);
const text = (filters: readonly Filter[]) =>
  filters.map((filter) => `${filterName(filter)}=${filter.value}`).join('&');

it.each([
  ['metadata[env]=prod', ['env is prod']],
  ['metadata_any[env]=prod', ['env is prod']],
  ['metadata_any[env]=a&model=x&metadata_any[env]=b', ['env is any of a, b', 'Model is x']],
  ['metadata[env]=a&metadata[env]=b', ['env is a', 'env is b']],
  ['metadata_not[env]=a&metadata_not[env]=b', ['env is none of a, b']],
  ['metadata[env]=', ['env is (empty)']],
  ['metadata_exists=a&metadata_exists=b', ['a is set', 'b is set']],
  ['metadata_missing=env', ['env is missing']],
  ['model=x&model=y', ['Model is any of x, y']],
  ['tokens_min=5&tokens_max=1200', ['Tokens from 5 to 1,200']],
  ['cost_max=0.5', ['Cost at most $0.50']],
  ['latency_min=1500', ['Time at least 1.5 s']],
  ['metadata_missing_any=a&metadata_missing_any=b', ['Missing key is any of a, b']],
  ['tool_calls=false', ['Tool calls is none']],
  ['created_after=7d', ['Created in the last 7 days']],
  ['created_before=20d', ['Created older than 20 days']],
  ['created_after=30d&created_before=7d', ['Created in 30 days ago – 7 days ago']],
  ['q=late+parcel', ['Text has “late parcel”']],
])('%s reads as %j', (query, expected) => {
  expect(words(query)).toEqual(expected);
});

it.each(Object.keys(FILTER_FIELDS) as FilterField[])('%s has words', (field) => {
  const { kind } = FILTER_FIELDS[field];
  const key = isPairKind(kind) ? { key: 'env' } : {};
  const [token] = tokensOf([{ field, ...key, value: kind === 'states' ? 'running' : '1' }]);
  expect(tokenWords(token!)).not.toMatch(/undefined|^ /);
});

it('a changed token stands where the old one stood, and takes the place of what it contradicts', () => {
  const filters = read('model=x&metadata[env]=a&state=running');
  const [, env] = tokensOf(filters);
  const next = namesFilters('metadata[env]', 'is', ['a', 'b']);
  expect(text(withToken(filters, env!, next))).toBe(
    'model=x&metadata_any[env]=a&metadata_any[env]=b&state=running',
  );
  expect(text(withToken(filters, env!, []))).toBe('model=x&state=running');
  expect(text(withToken(filters, null, read('metadata[env]=c&model=x')))).toBe(
    'state=running&metadata[env]=c&model=x',
  );
});
