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
  // What the provider's settings say is not said a second time.
  [['a=1'], '/models?b=2&a=3&b=4', '/v1/models?a=1&b=2&b=4'],
  [['', 'api-version=1'], '/m?api%2Dversion=2&x=%2F', '/v1/m?api-version=1&x=%2F'],
])('with the queries %j, %s is %s', (queries, path, joined) => {
  expect(joinedPath({ pathname: '/v1', queries }, path)).toBe(joined);
});
