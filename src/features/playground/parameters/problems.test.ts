import { beforeAll, expect, test, vi } from 'vitest';
import { faultsKnown } from './json-faults';
import { initialParameters, type MetadataRow } from './parameters';
import { problemsOf } from './problems';

beforeAll(() => faultsKnown);

const set = <Value>(value: Value) => ({ isSet: true, value });
const row = (key: string, value = 'v'): MetadataRow => ({ key, value });
const withMetadata = (metadata: MetadataRow[]) => problemsOf({ ...initialParameters, metadata });

test('what the page starts with can be sent', () => {
  expect(problemsOf(initialParameters)).toEqual({});
});

test('parameters are checked once, however often the page asks while an answer comes', () => {
  const tools = [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }];
  const parameters = { ...initialParameters, tools: set(JSON.stringify(tools)) };
  const parse = vi.spyOn(JSON, 'parse');
  const first = problemsOf(parameters);
  const times = parse.mock.calls.length;
  expect(times).toBeGreaterThan(0);
  expect(problemsOf(parameters)).toBe(first);
  expect(parse).toHaveBeenCalledTimes(times);
  parse.mockRestore();
});

test.each([
  ['17 pairs', Array.from({ length: 17 }, (_, i) => row(`k${i}`)), /at most 16 pairs/],
  ['a value without a key', [row('')], /Give every value a key/],
  ['a key twice', [row('a'), row('a')], /“a” is there twice/],
  ['a key of 65 characters', [row('k'.repeat(65))], /to 64 characters/],
  ['a value of 513 characters', [row('k', 'v'.repeat(513))], /to 512 characters/],
])('%s cannot be sent', (_, rows, message) => {
  expect(withMetadata(rows).metadata).toMatch(message);
});

test('limits count characters as readers do, and an unfilled row is none', () => {
  expect(withMetadata([row('🗂'.repeat(64), '🗂'.repeat(512)), row('', '')])).toEqual({});
});

test('metadata that is not sent is not checked', () => {
  expect(problemsOf({ ...initialParameters, store: false, metadata: [row('')] })).toEqual({});
});

test.each([
  ['seed', '1.5'],
  ['seed', '12345678901234567890'],
  ['n', '129'],
  ['n', '0'],
  ['max_completion_tokens', '-1'],
  ['max_completion_tokens', ''],
  ['stop', 'a\nb\nc\nd\ne'],
  ['tools', '{}'],
  ['tools', '[1'],
  ['logit_bias', '{"hello":1}'],
  ['logit_bias', '{"50256":101}'],
  ['top_logprobs', '21'],
  ['tool_choice', '{"type":'],
  ['safety_identifier', 'x'.repeat(65)],
  ['user', ''],
  ['prediction', ''],
  ['frequency_penalty', 2.1],
  ['other', '[]'],
  ['other', '{"temperature":1}'],
  ['other', '{"messages":[]}'],
] as const)('%s of %j cannot be sent, and hinders nothing while unset', (name, value) => {
  expect(problemsOf({ ...initialParameters, [name]: set(value) })).toHaveProperty(name);
  expect(problemsOf({ ...initialParameters, [name]: { isSet: false, value } })).toEqual({});
});

test('a member that was opened may stand beside its field until that is set, or it is changed', () => {
  const value = '{"stop":"\\n"}';
  const other = { isSet: true, value, came: value };
  expect(problemsOf({ ...initialParameters, other })).toEqual({});
  expect(problemsOf({ ...initialParameters, other, stop: set('END') })).toHaveProperty('other');
  const changed = { ...other, value: '{"stop":"a"}' };
  expect(problemsOf({ ...initialParameters, other: changed })).toHaveProperty('other');
});

test('a parameter that another one is needed for is not sent alone', () => {
  const alone = { ...initialParameters, top_logprobs: set('3'), tool_choice: set('none') };
  expect(problemsOf(alone)).toEqual({
    top_logprobs: 'It is refused without logprobs: set that too.',
    tool_choice: 'It is refused without tools: set that too.',
  });
  expect(problemsOf({ ...alone, logprobs: set(false), tools: set('[]') })).toHaveProperty(
    'top_logprobs',
  );
  expect(problemsOf({ ...alone, logprobs: set(true), tools: set('[]') })).toEqual({});
});
