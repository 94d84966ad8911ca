import { expect, it } from 'vitest';
import { inputMessages } from './input-messages';

it('takes messages beside the answer, and nothing else', () => {
  const messages = [{ role: 'system', content: 'Be brief.', name: null }, { role: 'user' }];
  expect(inputMessages({ id: 'a', input_messages: messages })).toEqual(messages);
  for (const none of [undefined, null, [], 'text', {}, [{ content: 'no role' }], [1]])
    expect(inputMessages({ id: 'a', input_messages: none })).toBeNull();
  expect(inputMessages(null)).toBeNull();
});
