import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../http/errors';
import { readBody } from './read-body';

const read = (text: string) => readBody(Buffer.from(text));

describe('a request body', () => {
  it('keeps its text beside its value', () => {
    const text = ' {"seed": 4944116822809979520} ';
    expect(read(text).text).toBe(text);
    expect(read(text).value).toHaveProperty('seed');
  });

  it('may start with a byte order mark', () => {
    expect(read('\uFEFF{"a":1}').value).toEqual({ a: 1 });
  });

  it.each(['', '{', '[]', '3', 'null', '"text"', '{"a":1}{', '{"a":"\u0001"}'])(
    'is refused unless it is one JSON object: %j',
    (text) => expect(() => read(text)).toThrow(ApiFailure),
  );

  it('is refused when it is not UTF-8', () => {
    expect(() => readBody(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toThrow(
      ApiFailure,
    );
  });

  it('is refused beyond 128 levels, whatever its size', () => {
    const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    expect(read(nested(128)).value).toHaveProperty('a');
    expect(() => read(nested(129))).toThrow(ApiFailure);
    expect(() => read('['.repeat(10_000_000))).toThrow(ApiFailure);
  });

  it('does not count brackets inside strings', () => {
    const text = JSON.stringify({ a: `${'['.repeat(500)}\\"${'{'.repeat(500)}` });
    expect(read(text).text).toBe(text);
  });

  it('is refused beyond its values, counted as they are', () => {
    const list = (count: number) =>
      `{"a":[${Array.from({ length: count }, () => '{ }').join(',')}]}`;
    const [first, second] = [500_000 - 2, 500_000 - 1];
    expect(read(list(first)).value).toHaveProperty('a');
    expect(() => read(list(second))).toThrow('at most 500,000');
    expect(read(`{"a":"${',[{'.repeat(500_000)}"}`).value).toHaveProperty('a');
  });

  it('holds names that live on every object as plain data', () => {
    const { value } = read('{"__proto__":{"polluted":true}}');
    expect(Object.hasOwn(value, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
