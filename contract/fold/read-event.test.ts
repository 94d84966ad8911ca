import { describe, expect, it } from 'vitest';
import { readEvent } from './read-event';

const read = (data: string, name?: string) => readEvent({ name, data }, JSON.parse);

describe('an event of a stream', () => {
  it.each(['[DONE]', ' [DONE] ', '[DONE]\t'])('says that the answer is whole: %j', (data) => {
    expect(read(data)).toEqual({ kind: 'done' });
  });

  it.each([
    '',
    ' ',
    'null',
    'pong',
    'ping',
    'keep-alive',
    'HEARTBEAT',
    'undefined',
    '[]',
    '"ping"',
  ])('says nothing: %j', (data) => expect(read(data)).toEqual({ kind: 'nothing' }));

  it.each([
    ['{"type":"ping"}', 'ping'],
    ['{"type":"ping"}', undefined],
    ['{"time":1}', 'keepalive'],
    ['3', 'heartbeat'],
  ])('is a heartbeat: %s named %s', (data, name) => {
    expect(read(data, name)).toEqual({ kind: 'nothing' });
  });

  it.each([
    '{"id":',
    '[DONE]x',
    '3',
    '{"choices":[3]}',
    '{"choices":"x"}',
    '[{"a":1}]',
    '<html>',
    'a1b2!',
  ])('cannot be read: %j', (data) => expect(read(data)).toEqual({ kind: 'unreadable' }));

  it.each([
    '{}',
    '{"choices":null}',
    '{"choices":[null]}',
    '{"usage":{}}',
    '{"choices":[],"error":null}',
  ])('is a chunk: %j', (data) =>
    expect(read(data)).toEqual({ kind: 'chunk', chunk: JSON.parse(data) as unknown }),
  );

  it.each([
    ['{"error":{"message":"Full","code":429}}', undefined, { message: 'Full', code: '429' }],
    ['{"id":"x","error":"Full","choices":[]}', undefined, { message: 'Full' }],
    ['[{"error":{"message":"Full","status":"UNAVAILABLE"}}]', undefined, { type: 'UNAVAILABLE' }],
    ['{"object":"error","message":"Full","code":500}', undefined, { message: 'Full', code: '500' }],
    [
      '{"type":"error","error":{"type":"overloaded_error","message":"Full"}}',
      undefined,
      { type: 'overloaded_error' },
    ],
    ['{"message":"Full"}', 'error', { message: 'Full' }],
    ['{"detail":"Full"}', 'error', { message: 'Full' }],
    ['Full', 'error', { message: 'Full' }],
    ['{"code":7}', 'error', { message: 'The provider reported an error and did not say which.' }],
    ['', 'error', { message: 'The provider reported an error and did not say which.' }],
  ])('is an error with the words of the provider: %s named %s', (data, name, error) => {
    expect(read(data, name)).toMatchObject({ kind: 'error', error });
  });
});
