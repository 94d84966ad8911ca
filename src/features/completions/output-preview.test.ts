import { expect, it } from 'vitest';
import { asCompletion } from '@/api/stored-completion';
import { completionBody } from '@/api/test-server';
import { outputPreview } from './output-preview';

function previewOf(message: object): string {
  const body = { ...completionBody('c'), choices: [{ index: 0, message }] };
  const completion = asCompletion(body);
  return completion ? outputPreview(completion) : 'not a completion';
}

it('shows text, else the refusal, else the calls', () => {
  expect(previewOf({ content: 'Hello\nyou', refusal: null })).toBe('Hello you');
  expect(previewOf({ content: null, refusal: 'I cannot' })).toBe('[refusal] I cannot');
  const call = { id: '1', type: 'function', function: { name: 'get', arguments: '{"a":1}' } };
  expect(previewOf({ content: null, tool_calls: [call, call] })).toBe('get({"a":1}), get({"a":1})');
});

it('says what is missing in an answer without any', () => {
  expect(previewOf({ content: null })).toBe('[empty answer]');
  const empty = asCompletion({ ...completionBody('c'), choices: [] });
  expect(empty && outputPreview(empty)).toBe('[no answer]');
});
