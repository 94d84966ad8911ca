import { describe, expect, it } from 'vitest';
import { objectOr } from '../json';
import { createFold } from './fold';

function callsOf(events: readonly unknown[]): unknown {
  const fold = createFold();
  for (const tool_calls of events) fold.add({ choices: [{ index: 0, delta: { tool_calls } }] });
  return objectOr(fold.completion().choices[0]?.['message'])['tool_calls'];
}

describe('tool calls', () => {
  const call = (index: unknown, id: unknown, name: unknown, input: unknown, more: object = {}) => ({
    ...(index !== undefined && { index }),
    ...(id !== undefined && { id }),
    ...more,
    function: {
      ...(name !== undefined && { name }),
      ...(input !== undefined && { arguments: input }),
    },
  });
  const weather = { id: 'a', name: 'weather', input: '{"town":"Basel"}' };
  const tides = { id: 'b', name: 'tides', input: '{"port":"Brest"}' };

  it.each([
    [
      'with digits for indexes',
      [
        [call('0', 'a', 'weather', '{"town":'), call('1', 'b', 'tides', '{"port":')],
        [call('1', undefined, undefined, '"Brest"}')],
        [call('0', undefined, undefined, '"Basel"}')],
      ],
    ],
    [
      'in objects that name them by place',
      [
        { 0: call(undefined, 'a', 'weather', '{"town":'), 1: call(undefined, 'b', 'tides', '') },
        {
          0: call(undefined, undefined, undefined, '"Basel"}'),
          1: call(undefined, undefined, undefined, '{"port":"Brest"}'),
        },
      ],
    ],
    [
      'that begin at 1',
      [
        [call(1, 'a', 'weather', ''), call(2, 'b', 'tides', '')],
        [call(2, null, null, '{"port":"Brest"}')],
        [call(1, null, null, '{"town":"Basel"}')],
      ],
    ],
    [
      'that repeat id and name',
      [
        [call(0, 'a', 'weather', '{"town":')],
        [call(0, 'a', 'weather', '"Basel"}')],
        [call(1, 'b', 'tides', '{"port":')],
        [call(1, 'b', 'tides', '"Brest"}')],
      ],
    ],
    [
      'whose name follows their id',
      [
        [call(0, 'a', undefined, undefined)],
        [call(0, undefined, 'weather', undefined)],
        [call(0, '', '', '{"town":"Basel"}')],
        [call(1, 'b', 'tides', '{"port":"Brest"}')],
      ],
    ],
    [
      'whose arguments begin as null',
      [
        [call(0, 'a', 'weather', null)],
        [call(0, null, null, '{"town":"Basel"}')],
        [call(1, 'b', 'tides', null)],
        [call(1, null, null, '{"port":"Brest"}')],
      ],
    ],
    [
      'whose arguments begin as an empty object',
      [
        [call(0, 'a', 'weather', {})],
        [call(0, undefined, undefined, '{"town":')],
        [call(0, undefined, undefined, '"Basel"}')],
        [call(1, 'b', 'tides', '{}')],
        [call(1, undefined, undefined, '{"port":"Brest"}')],
      ],
    ],
    [
      'of one chunk, without indexes',
      [
        [
          call(undefined, 'a', 'weather', '{"town":"Basel"}'),
          call(undefined, 'b', 'tides', '{"port":"Brest"}'),
        ],
      ],
    ],
    [
      'that take turns by id',
      [
        [call(undefined, 'a', 'weather', '{"town"')],
        [call(undefined, 'b', 'tides', '{"port"')],
        [call(undefined, 'a', undefined, ':"Basel"}')],
        [call(undefined, 'b', undefined, ':"Brest"}')],
      ],
    ],
    [
      'not in a list',
      [call(0, 'a', 'weather', '{"town":"Basel"}'), call(1, 'b', 'tides', '{"port":"Brest"}')],
    ],
    [
      'all of index 0, character by character',
      [weather, tides].flatMap(({ id, name, input }) => [
        [call(0, id, name, '')],
        ...Array.from(input, (each) => [call(0, undefined, undefined, each)]),
      ]),
    ],
    [
      'with numbers for ids beside their indexes',
      [
        [call(0, 'a', 'weather', '{"town":"Basel"}', { type: '' })],
        [call(1, 'b', 'tides', '{"port":"Brest"}', { type: null })],
      ],
    ],
  ])('%s', (_, events) => {
    expect(callsOf(events)).toMatchObject(
      [weather, tides].map(({ id, name, input }) => ({ id, function: { name, arguments: input } })),
    );
  });
});
