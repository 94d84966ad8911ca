import { expect, it } from 'vitest';
import type { Choice } from '@/api/wire';
import { conversationText } from './conversation-text';

const choice = (index: number, message: object): Choice => ({
  index,
  message: { role: 'assistant', content: null, refusal: null, ...message },
  logprobs: null,
  finish_reason: 'stop',
});

it('writes every message below its role, as it is', () => {
  const messages = [
    { role: 'system', content: 'Be **brief**.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Look' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        {
          id: 'call_1',
          type: 'function',
          function: { name: 'weather', arguments: '{"city":"Oslo"}' },
        },
      ],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'Rain' },
    { role: 'critic', name: 'Ann', content: '' },
  ];
  expect(
    conversationText(messages, { choices: [choice(0, { content: 'Take <b>care</b>.' })] }),
  ).toBe(
    [
      'System:\nBe **brief**.',
      'User:\nLook\n\n[image] in the message',
      'Assistant:\n[call of weather] {"city":"Oslo"}',
      'Tool result (call_1):\nRain',
      'critic (Ann):\n[nothing]',
      'Assistant:\nTake <b>care</b>.',
    ].join('\n\n'),
  );
});

it('numbers several answers, and marks a refusal and reasoning', () => {
  const choices = [
    choice(0, { refusal: 'No.' }),
    choice(1, { content: 'Yes.', reasoning_content: 'Why not?' }),
  ];
  expect(conversationText([], { choices })).toBe(
    'Assistant, choice 1:\n[refusal] No.\n\nAssistant, choice 2:\n[reasoning] Why not?\n\nYes.',
  );
});
