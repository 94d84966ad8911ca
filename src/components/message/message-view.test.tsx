import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { MessageFrame, MessageView } from '@/components/message/message-view';
import { prettyJson } from '@/components/message/pretty-json';

test('a prompt is shown character for character, an answer as markdown', async () => {
  render(<MessageView message={{ role: 'user', content: '**a**  b' }} />);
  expect(screen.getByText('**a** b').textContent).toBe('**a**  b');
  render(<MessageView message={{ role: 'assistant', content: '**c**' }} />);
  expect((await screen.findByText('c')).localName).toBe('strong');
});

test('an answer that is asked for as text keeps its markup visible', () => {
  render(<MessageView message={{ role: 'assistant', content: '**c**' }} isFormatted={false} />);
  expect(screen.getByText('**c**')).toBeTruthy();
});

test('calls, reasoning and refusals have names of their own', () => {
  const call = { id: 'call_1', function: { name: 'get_weather', arguments: '{"city":"Paris"}' } };
  render(
    <MessageFrame message={{ role: 'assistant' }}>
      <MessageView
        message={{ role: 'assistant', reasoning: 'Hm.', refusal: 'No.', tool_calls: [call] }}
      />
    </MessageFrame>,
  );
  expect(screen.getByRole('figure', { name: 'Call of get_weather' })).toBeTruthy();
  expect(screen.getByText('Reasoning')).toBeTruthy();
  expect(screen.getByText('The model refused')).toBeTruthy();
});

test('arguments are indented unless that would change a digit', () => {
  expect(prettyJson('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(prettyJson('{"a":4944116822809979520}')).toBe('{"a":4944116822809979520}');
  expect(prettyJson('{"a":')).toBe('{"a":');
});
