import { expect, it } from 'vitest';
import { pastedPairs } from './pasted-pairs';

it('reads a JSON object of plain values', () => {
  expect(pastedPairs('{"env":"prod","n":3,"ok":true}')).toEqual({
    env: 'prod',
    n: '3',
    ok: 'true',
  });
});

it('reads lines of key=value', () => {
  expect(pastedPairs(' env = prod \r\n\nurl=http://x/?a=b\n')).toEqual({
    env: 'prod',
    url: 'http://x/?a=b',
  });
});

it.each(['plain', '{"a":', '{"a":{}}', '{}', '[1]', 'a=b\nplain', '', '=x'])(
  'leaves the text %j alone',
  (text) => {
    expect(pastedPairs(text)).toBeNull();
  },
);
