import { expect, it } from 'vitest';
import { joinedPath, normalBaseUrl } from './base-url';

it.each([
  ['https://a.example/v1', 'https://a.example/v1'],
  ['https://a.example/v1///', 'https://a.example/v1'],
  ['https://a.example', 'https://a.example'],
  ['https://a.example/v1/?api-version=1', 'https://a.example/v1?api-version=1'],
  ['https://a.example/v1?x=/', 'https://a.example/v1?x=/'],
  ['https://a.example/v1?', 'https://a.example/v1'],
  ['https://a.example/v1/#part', 'https://a.example/v1'],
])('%s is kept as %s', (text, kept) => {
  expect(normalBaseUrl(text)).toBe(kept);
});

it.each([
  [[''], '/models', '/v1/models'],
  [['a=1', ''], '/models', '/v1/models?a=1'],
  [['a=1', 'b=2'], '/models?limit=2', '/v1/models?a=1&b=2&limit=2'],
  [['', 'b=2'], '/models', '/v1/models?b=2'],
  [[], '/models?limit=2', '/v1/models?limit=2'],
  [[''], '/models?', '/v1/models'],
])('with the queries %j, %s is %s', (queries, path, joined) => {
  expect(joinedPath({ pathname: '/v1', queries }, path)).toBe(joined);
});
