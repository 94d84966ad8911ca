import { expect, test } from 'vitest';
import { partsOf, textOf, toolCallsOf } from '@/components/message/message-parts';

test.each([
  ['a text', 'hi', [{ kind: 'text', text: 'hi' }]],
  ['no content', null, []],
  ['an empty text', '', []],
  ['a part of text', [{ type: 'text', text: 'hi' }], [{ kind: 'text', text: 'hi' }]],
  ['an image', [{ type: 'image_url', image_url: { url: 'u' } }], [{ kind: 'image', url: 'u' }]],
  ['a refusal part', [{ type: 'refusal', refusal: 'no' }], [{ kind: 'refusal', text: 'no' }]],
  ['a null part', [null], [{ kind: 'unknown', json: 'null' }]],
  ['a number', 7, []],
])('content that is %s is read', (_, content, parts) => {
  expect(partsOf({ role: 'user', content })).toEqual(parts);
});

test('parts of a listed message win over its content', () => {
  const message = { role: 'user', content: null, content_parts: [{ type: 'text', text: 'a' }] };
  expect(textOf(message)).toBe('a');
});

test('a file keeps its bytes but not the type its sender claims', () => {
  const file = { filename: 'a.html', file_data: 'data:text/html;base64,PGI+' };
  const [part] = partsOf({ role: 'user', content: [{ type: 'file', file }] });
  expect(part).toEqual({
    kind: 'attachment',
    name: 'a.html',
    dataUrl: 'data:application/octet-stream;base64,PGI+',
  });
});

test('a refusal beside the content is shown as well', () => {
  expect(partsOf({ role: 'assistant', content: 'So,', refusal: 'no.' })).toHaveLength(2);
});

test('function and custom tool calls are read', () => {
  const message = {
    role: 'assistant',
    tool_calls: [
      { id: '1', type: 'function', function: { name: 'f', arguments: '{}' } },
      { id: '2', type: 'custom', custom: { name: 'g', input: 'x' } },
      null,
    ],
  };
  expect(toolCallsOf(message).map(({ name, input }) => [name, input])).toEqual([
    ['f', '{}'],
    ['g', 'x'],
    ['tool', ''],
  ]);
});
