import { expect, it } from 'vitest';
import { askedMessage } from './asked-message';

it('takes out what a store has put into a message', () => {
  const empty = { name: null, tool_calls: null, tool_call_id: null, refusal: null, audio: null };
  const listed = { id: 'x-0', role: 'user', content: 'Hi', content_parts: null, ...empty };
  expect(askedMessage(listed)).toEqual({ role: 'user', content: 'Hi' });
  const parts = [{ type: 'text', text: 'Hi' }];
  expect(askedMessage({ ...listed, content: null, content_parts: parts })).toEqual({
    role: 'user',
    content: parts,
  });
  expect(askedMessage({ ...listed, content_parts: [] })).toEqual({ role: 'user', content: 'Hi' });
});

it('keeps what was set, and the null that calls have for their content', () => {
  const calls = [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }];
  const message = { role: 'assistant', content: null, tool_calls: calls };
  expect(askedMessage({ id: 'x-1', ...message, refusal: null })).toEqual(message);
  for (const value of ['', 0, false, [], {}])
    expect(askedMessage({ role: 'user', name: value })).toEqual({ role: 'user', name: value });
});
