import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json';
import { createFold } from './fold';

function messageOf(...deltas: object[]): JsonObject {
  const folded = createFold();
  for (const delta of deltas) folded.add({ choices: [{ index: 0, delta }] });
  // A fold gives every choice a message.
  return folded.completion().choices[0]?.['message'] as JsonObject;
}

describe('tool calls', () => {
  const made = (name: string, input: unknown) => ({ function: { name, arguments: input } });
  const callsOf = (...pieces: (object | null)[][]) =>
    messageOf(...pieces.map((tool_calls) => ({ tool_calls })))['tool_calls'];

  it('are joined by their index', () => {
    expect(
      callsOf(
        [{ index: 0, id: 'a', type: 'function', ...made('f', '') }],
        [{ index: 1, id: 'b', type: 'function', ...made('g', '{"y"') }],
        [null, { index: 0, id: '', type: 'function', ...made('', '{"x":1}') }],
        [{ index: 1, function: { arguments: ':2}' } }],
      ),
    ).toEqual([
      { id: 'a', type: 'function', ...made('f', '{"x":1}') },
      { id: 'b', type: 'function', ...made('g', '{"y":2}') },
    ]);
  });

  it.each([
    ['the same index', { index: 0 }, { index: 0 }],
    ['no index', {}, {}],
    ['an index of null', { index: null }, { index: null }],
  ])('are two when they have their own ids and %s', (_, one, two) => {
    expect(
      callsOf(
        [{ ...one, id: 'a', ...made('weather', '{"town":"Basel"}') }],
        [{ ...two, id: 'b', ...made('tides', '{"port"') }],
        [{ ...two, ...made('', ':"Brest"}') }],
      ),
    ).toEqual([
      { id: 'a', ...made('weather', '{"town":"Basel"}') },
      { id: 'b', ...made('tides', '{"port":"Brest"}') },
    ]);
  });

  it.each([{ index: 0 }, {}])('without ids are told apart by their names: %j', (place) => {
    expect(
      callsOf(
        [{ ...place, ...made('weather', '{"a"') }],
        [{ ...place, ...made('weather', ':1}') }],
        [{ ...place, ...made('tides', '{}') }],
        [{ ...place, ...made('tides', '{"b":2}') }],
      ),
    ).toEqual([made('weather', '{"a":1}'), made('tides', '{}'), made('tides', '{"b":2}')]);
  });

  it('go on by their id when pieces of several calls alternate', () => {
    expect(
      callsOf(
        [
          { id: 'a', ...made('f', '{"x"') },
          { id: 'b', ...made('g', '{"y"') },
        ],
        [{ id: 'a', ...made('', ':1}') }],
        [{ id: 'b', ...made('', ':2}') }],
      ),
    ).toEqual([
      { id: 'a', ...made('f', '{"x":1}') },
      { id: 'b', ...made('g', '{"y":2}') },
    ]);
  });

  it('go on in their order when pieces say nothing of where they belong', () => {
    expect(
      callsOf(
        [
          { id: 'a', ...made('f', '{"x"') },
          { id: 'b', ...made('g', '{"y"') },
        ],
        [{ function: { arguments: ':1}' } }, { function: { arguments: ':2}' } }],
      ),
    ).toEqual([
      { id: 'a', ...made('f', '{"x":1}') },
      { id: 'b', ...made('g', '{"y":2}') },
    ]);
  });

  it('keep arguments that came as an object, and what only their provider knows', () => {
    const call = {
      id: 'a',
      ...made('f', { x: { y: [1] } }),
      extra_content: { google: { s: 'A=' } },
    };
    expect(callsOf([{ index: 0, ...call }], [{ index: 0, ...made('', '') }])).toEqual([call]);
  });

  it('do not repeat what a whole call repeats', () => {
    const call = { id: 'a', ...made('f', '{"x":1}') };
    expect(callsOf([call], [call], [{ index: 0, ...call }])).toEqual([call]);
  });

  it('may be custom, with free text', () => {
    expect(
      callsOf(
        [{ index: 0, id: 'a', type: 'custom', custom: { name: 'sql', input: 'SELECT ' } }],
        [{ index: 0, custom: { input: '1' } }],
      ),
    ).toEqual([{ id: 'a', type: 'custom', custom: { name: 'sql', input: 'SELECT 1' } }]);
  });

  it('may be the one of old: function_call', () => {
    expect(
      messageOf(
        { content: null, function_call: { name: 'roll', arguments: '' } },
        { function_call: { name: '', arguments: '{"sides":' } },
        { function_call: { arguments: '20}' } },
      )['function_call'],
    ).toEqual({ name: 'roll', arguments: '{"sides":20}' });
  });
});
