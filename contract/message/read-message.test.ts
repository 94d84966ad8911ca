import fc from 'fast-check';
import { LosslessNumber } from 'lossless-json';
import { expect, test } from 'vitest';
import { answerLine } from './answer-line';
import { completionNote, noteBeside, noteOf } from './answer-note';
import { answeredCall, callCount, callsOf } from './calls';
import { linksOf } from './links';
import { readMessage, textOf } from './read-message';

const answer = (message: object) => readMessage({ role: 'assistant', ...message });
const thinking = (text: string) => ({ type: 'thinking', thinking: [{ type: 'text', text }] });

test.each([
  ['one member', { reasoning: 'Hm.' }, 'Hm.'],
  ['two members that say the same', { reasoning: 'Hm.', reasoning_content: 'Hm.' }, 'Hm.'],
  ['an empty member beside a filled one', { reasoning: '', reasoning_content: 'Hm.' }, 'Hm.'],
  [
    'details beside a text',
    {
      reasoning: 'First.\nThen.',
      reasoning_details: [
        { type: 'reasoning.text', text: 'First.', signature: 's' },
        { type: 'reasoning.summary', summary: 'Then.' },
        { type: 'reasoning.encrypted', data: 'x' },
      ],
    },
    'First.\nThen.',
  ],
  [
    'blocks beside a text that is cut',
    {
      reasoning_content: 'First',
      thinking_blocks: [{ type: 'thinking', thinking: 'First, all', signature: 's' }],
    },
    'First, all',
  ],
  ['parts of thinking', { content: [thinking('Two'), { type: 'text', text: '5' }] }, 'Two'],
  ['thinking that is a text', { content: [{ type: 'thinking', thinking: 'Two' }] }, 'Two'],
  ['tags', { content: '<think>\nLet me count.\n</think>\n\nSix.' }, 'Let me count.'],
  ['the end of a tag alone', { content: 'Let me count.\n</think>\n\nSix.' }, 'Let me count.'],
  ['an end behind code', { content: '```\nx\n```\nHm.</think>Six' }, '```\nx\n```\nHm.'],
  ['tags that are still open', { content: '<think>Let me' }, 'Let me'],
  ['tags in a part', { content: [{ type: 'text', text: '<think>Hm.</think>Six' }] }, 'Hm.'],
  ['an object', { reasoning: { content: 'Hm.' } }, 'Hm.'],
  ['different texts', { reasoning: 'A', reasoning_content: 'B' }, 'A\n\nB'],
  ['nothing', { content: 'Six' }, ''],
])('reasoning in %s is read once', (_, message, text) => {
  expect(answer(message).reasoning).toEqual({ text, isHidden: false });
});

test('tags are not text, and tags elsewhere are', () => {
  expect(textOf({ content: '<think>a</think>\n\nSix **legs**.' })).toBe('Six **legs**.');
  expect(textOf({ content: 'Write <think>a</think>.' })).toBe('Write <think>a</think>.');
  expect(textOf({ content: 'Hm.\n</think>\n\nSix' })).toBe('Six');
  for (const about of [
    'Close it with `</think>`.',
    'The tag "</think>" ends it.',
    '```\n</think>\n```',
  ]) {
    expect(textOf({ content: about })).toBe(about);
  }
  expect(textOf({ role: 'user', content: 'a</think>b' })).toBe('a</think>b');
  expect(textOf({ role: 'user', content: '<think>a</think>b' })).toBe('<think>a</think>b');
  expect(answer({ content: '<think></think>\nSix' })).toMatchObject({
    reasoning: { text: '' },
    parts: [{ kind: 'text', text: 'Six' }],
  });
});

test('thinking that the provider keeps to itself is told of', () => {
  const hidden = { text: '', isHidden: true };
  expect(
    answer({ reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }] }).reasoning,
  ).toEqual(hidden);
  expect(answer({ thinking_blocks: [{ type: 'redacted_thinking', data: 'x' }] }).reasoning).toEqual(
    hidden,
  );
  expect(answer({ content: [{ type: 'redacted_thinking', data: 'x' }] }).reasoning).toEqual(hidden);
});

test.each([
  [
    'images beside the text',
    { images: [{ type: 'image_url', image_url: { url: 'u' } }] },
    [{ kind: 'image', url: 'u' }],
  ],
  [
    'images as addresses',
    { images: ['u', null, { url: 'v' }] },
    [
      { kind: 'image', url: 'u' },
      { kind: 'image', url: 'v' },
    ],
  ],
  [
    'an image as base64',
    { content: [{ type: 'image', b64_json: 'aa' }] },
    [{ kind: 'image', url: 'data:image/png;base64,aa' }],
  ],
  [
    'an image with its source',
    {
      content: [
        { type: 'image', source: { type: 'base64', media_type: 'image/webp', data: 'aa' } },
      ],
    },
    [{ kind: 'image', url: 'data:image/webp;base64,aa' }],
  ],
  [
    'audio',
    { audio: { id: 'a', data: 'aa', transcript: 'Hello' } },
    [{ kind: 'audio', data: 'aa', format: null, transcript: 'Hello' }],
  ],
  ['a refusal', { refusal: 'No.' }, [{ kind: 'refusal', text: 'No.' }]],
  [
    'a part that nobody knows',
    { content: [{ type: 'map', at: [1] }] },
    [{ kind: 'unknown', json: '{\n  "type": "map",\n  "at": [\n    1\n  ]\n}' }],
  ],
  [
    'one part outside of a list',
    { content: { type: 'text', text: 'a' } },
    [{ kind: 'text', text: 'a' }],
  ],
  ['a number', { content: 7 }, [{ kind: 'text', text: '7' }]],
  [
    'a long number',
    { content: new LosslessNumber('12345678901234567890') },
    [{ kind: 'text', text: '12345678901234567890' }],
  ],
])('%s is shown', (_, message, parts) => {
  expect(answer(message).parts).toEqual(parts);
});

test('calls are read in all of their forms, and counted alike', () => {
  const message = {
    tool_calls: [
      null,
      {
        id: '1',
        type: 'function',
        function: { name: 'set_lamp', arguments: { room: 'attic', level: 40 } },
      },
      { id: '2', type: 'custom', custom: { name: 'sql', input: 'select 1' } },
      {
        id: '3',
        type: 'function',
        function: { name: 'big', arguments: { n: new LosslessNumber('12345678901234567890') } },
      },
    ],
    function_call: { name: 'roll_dice', arguments: '{"sides":20}' },
  };
  expect(callsOf(message)).toEqual([
    { kind: 'function', id: '1', name: 'set_lamp', input: '{"room":"attic","level":40}' },
    { kind: 'custom', id: '2', name: 'sql', input: 'select 1' },
    { kind: 'function', id: '3', name: 'big', input: '{"n":12345678901234567890}' },
    { kind: 'legacy', id: 'function_call:roll_dice', name: 'roll_dice', input: '{"sides":20}' },
  ]);
  expect(
    callCount({ choices: [{ message }, null, { message: { function_call: { name: 'f' } } }] }),
  ).toBe(5);
  expect(answeredCall({ role: 'function', name: 'roll_dice', content: '7' })).toBe(
    'function_call:roll_dice',
  );
});

test('a call that is said in both forms is one', () => {
  const made = { name: 'f', arguments: '{}' };
  expect(callsOf({ tool_calls: [{ id: '1', function: made }], function_call: made })).toHaveLength(
    1,
  );
});

test('sources are listed once, in the order of their numbers, with the best title', () => {
  const url = 'https://example.org/peaks';
  const message = {
    annotations: [
      { type: 'url_citation', url_citation: { url, title: 'Peaks', start_index: 0 } },
      { type: 'url_citation', url: 'https://example.org/flat', title: 'Flat' },
      { type: 'file_citation', file_citation: { file_id: 'file-1' } },
      null,
    ],
  };
  expect(
    linksOf(message, {
      citations: ['https://example.org/first', url],
      search_results: [{ url, title: 'P', date: null }],
    }),
  ).toEqual([
    { url: 'https://example.org/first', title: 'https://example.org/first' },
    { url, title: 'P' },
    { url: 'https://example.org/flat', title: 'Flat' },
    { url: null, title: 'file-1' },
  ]);
});

const choice = (message: unknown, finish_reason: unknown = 'stop', more = {}) => ({
  index: 0,
  message,
  finish_reason,
  ...more,
});

test.each([
  ['whole', choice({ content: 'Hi' }), null],
  ['calls alone', choice({ content: null, function_call: { name: 'f' } }, 'function_call'), null],
  ['filtered', choice({ content: '' }, 'content_filter'), 'filtered'],
  ['without a message', { index: 0, finish_reason: 'content_filter' }, 'filtered'],
  ['without a message or a reason', { index: 0 }, 'missing'],
  ['no object', null, 'missing'],
  ['cut', choice({ content: 'Once' }, 'length'), 'cut'],
  ['cut before its first word', choice({ content: '', reasoning: 'Hm' }, 'length'), 'cut'],
  ['a refusal', choice({ content: null, refusal: 'No.' }), 'refused'],
  ['empty', choice({ content: '' }), 'empty'],
  ['only reasoning', choice({ content: '<think>Hm' }), 'thought-only'],
  [
    'an error',
    choice({ content: 'Half an' }, 'error', { error: { code: 502, message: 'Garbage' } }),
    'error',
  ],
])('an answer that is %s is said to be so', (_, value, kind) => {
  expect(noteOf(value)?.kind ?? null).toBe(kind);
});

test('notes carry the words of the provider, and what was filtered', () => {
  const error = { code: 502, message: 'Upstream provider returned garbage' };
  expect(noteOf(choice({ content: 'Half' }, 'error', { error }))?.text).toContain(
    'Upstream provider returned garbage',
  );
  expect(
    completionNote({ choices: [], error: { error: { message: 'Out of credit' } } })?.text,
  ).toContain('Out of credit');
  const filter = {
    content_filter_results: {
      hate: { filtered: true, severity: 'high' },
      violence: { filtered: false, severity: 'safe' },
    },
  };
  expect(noteOf(choice(undefined, 'content_filter', filter))?.text).toContain('(hate: high)');
});

test('an error that a choice tells is not told again beside it; another one is', () => {
  const error = { code: 502, message: 'Garbage' };
  const failed = choice({ content: 'Half' }, 'error', { error });
  const whole = choice({ content: 'Whole' });
  expect(noteBeside({ choices: [whole, failed], error: { message: 'Garbage' } })).toBeNull();
  expect(noteBeside({ choices: [failed], error: { message: 'Later' } })?.text).toContain('Later');
  expect(noteBeside({ choices: [whole], error })?.text).toContain('Garbage');
  expect(noteBeside({ choices: [whole] })).toBeNull();
  expect(noteBeside({ choices: [] })?.kind).toBe('missing');
});

test.each([
  [{ content: 'Hello' }, 'Hello'],
  [{ content: null, refusal: 'No.' }, '[refusal] No.'],
  [
    {
      content: '<think>Hm</think>',
      tool_calls: [{ function: { name: 'f', arguments: { a: 1 } } }],
    },
    'f({"a":1})',
  ],
  [{ content: '', images: ['u'] }, '[image]'],
  [{ audio: { data: 'x', transcript: 'Hello' } }, '[audio] Hello'],
  [{ content: '', reasoning: 'Hm.' }, '[only reasoning] Hm.'],
  [{ content: '' }, '[empty answer]'],
])('a row of a table has a line for %j', (message, line) => {
  expect(answerLine({ choices: [choice(message)] })).toBe(line);
});

test('a row has a line without choices, without a message, and for an error', () => {
  expect(answerLine({ choices: [] })).toBe('[no answer]');
  expect(answerLine({ choices: [null] })).toBe('[no message]');
  expect(answerLine({ choices: [{}], error: 'Out of credit' })).toBe('[error] Out of credit');
});

/** Values where the members that readers know are likely, so that odd ones are met where they hurt. */
const names = [
  'content',
  'content_parts',
  'type',
  'text',
  'thinking',
  'reasoning',
  'reasoning_details',
  'thinking_blocks',
  'tool_calls',
  'function_call',
  'function',
  'arguments',
  'name',
  'custom',
  'input',
  'images',
  'image_url',
  'url',
  'source',
  'audio',
  'data',
  'transcript',
  'file',
  'refusal',
  'annotations',
  'url_citation',
  'citations',
  'message',
  'choices',
  'error',
  'finish_reason',
  'content_filter_results',
  '__proto__',
  'role',
];
const odd = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(
      null,
      undefined,
      true,
      0,
      -1.5,
      '',
      'assistant',
      'thinking',
      '<think>',
      1n,
      new LosslessNumber('1e400'),
      '\uD800',
    ),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), tie('value'), { maxKeys: 5 }),
  ),
})).value;

test('no value makes a reader throw, and a completion always has a line', () => {
  fc.assert(
    fc.property(odd, odd, (message, completion) => {
      readMessage(message);
      textOf(message);
      linksOf(message, completion);
      callCount(completion);
      noteOf(message);
      expect(answerLine(completion)).not.toBe('');
      expect(answerLine({ choices: [{ message }] })).toBeTypeOf('string');
    }),
    { numRuns: 3_000 },
  );
});

test('as many pictures as an answer has room for are read', () => {
  const images = Array.from({ length: 300_000 }, () => 'data:,');
  expect(answer({ images }).parts).toHaveLength(300_000);
});
