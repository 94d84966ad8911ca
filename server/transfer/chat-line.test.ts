import { describe, expect, it } from 'vitest';
import { chatLine } from './chat-line';
import { recordFrom } from '../testing/sample-record';

const user = { role: 'user', content: 'Weather?' };
const call = { id: 'c1', type: 'function', function: { name: 'weather', arguments: '{}' } };
const calls = { role: 'assistant', content: null, tool_calls: [call] };
const result = { role: 'tool', tool_call_id: 'c1', content: 'Rain' };

function made(messages: unknown, ...answers: object[]) {
  const choices = answers.map((message, index) => ({ index, message, finish_reason: 'stop' }));
  const body = JSON.stringify({ choices });
  return chatLine(recordFrom({ messages: JSON.stringify(messages), body }), answers.length - 1);
}

describe('a line of a fine-tuning file', () => {
  it('is the request with the answer, and the tools, to the digit', () => {
    const record = recordFrom({
      messages: '[{"role":"user",  "content":"Hi"}]',
      request: '{"model":"m","seed":1,"tools":[{"n":1.0}],"parallel_tool_calls":false}',
      body: '{"choices":[{"index":0,"message":{"role":"assistant","content":"\\ud800","refusal":null,"annotations":[]}}]}',
    });
    expect(chatLine(record, 0)).toEqual({
      line: '{"messages":[{"role":"user",  "content":"Hi"},{"role":"assistant","content":"\\ud800"}],"tools":[{"n":1.0}],"parallel_tool_calls":false}',
    });
  });

  it('has no thinking in it, and arguments as text', () => {
    const thought = {
      content: [
        { type: 'thinking', thinking: 'Hm' },
        { type: 'text', text: 'Five' },
      ],
    };
    const tagged = { content: '<think>Hm</think>\n\nSix' };
    const called = {
      content: null,
      tool_calls: [null, { ...call, function: { name: 'weather', arguments: { town: 'Bern' } } }],
    };
    expect(made([user], thought)).toHaveProperty(
      'line',
      expect.stringContaining('{"role":"assistant","content":"Five"}'),
    );
    expect(made([user], tagged)).toHaveProperty(
      'line',
      expect.stringContaining('{"role":"assistant","content":"Six"}'),
    );
    expect(made([user], called)).toHaveProperty(
      'line',
      expect.stringContaining('"arguments":"{\\"town\\":\\"Bern\\"}"'),
    );
  });

  it('has in no message what a fine-tuning file may not have, and else each as it is stored', () => {
    const answered = {
      role: 'assistant',
      content: 'Four',
      refusal: null,
      annotations: [],
      audio: null,
      reasoning_content: 'Hm',
      weight: 0,
    };
    const asked = {
      ...calls,
      tool_calls: [{ index: 2, ...call, extra_content: { s: 1 } }],
      audio: { id: 'a' },
    };
    const messages = [
      { role: 'user', content: 'Two and two?', name: null, refusal: null },
      { role: 'user', content: 'Now', name: 'me' },
      answered,
      asked,
      { ...result, name: null },
    ];
    expect(made(messages, user)).toEqual({
      line: JSON.stringify({
        messages: [
          { role: 'user', content: 'Two and two?' },
          { role: 'user', content: 'Now', name: 'me' },
          { role: 'assistant', content: 'Four', weight: 0 },
          calls,
          { role: 'tool', content: 'Rain', tool_call_id: 'c1' },
          { role: 'assistant', content: 'Weather?' },
        ],
      }),
    });
  });

  it.each<[string, object, object]>([
    [
      'marks on parts',
      { content: [{ type: 'text', text: 'a', annotations: [], cache_control: {} }] },
      { content: [{ type: 'text', text: 'a' }] },
    ],
    [
      'a refused part',
      {
        content: [
          { type: 'refusal', refusal: 'b' },
          { type: 'text', text: 'a' },
        ],
      },
      { content: [{ type: 'text', text: 'a' }] },
    ],
    [
      'a call without its type',
      { content: null, tool_calls: [{ id: 'c1', function: call.function }] },
      { content: null, tool_calls: [call] },
    ],
    [
      'a call with more than its arguments',
      { content: null, tool_calls: [{ ...call, function: { ...call.function, parsed: {} } }] },
      { content: null, tool_calls: [call] },
    ],
    [
      'a call without arguments',
      { content: null, tool_calls: [{ ...call, function: { name: 'weather' } }] },
      { content: null, tool_calls: [call] },
    ],
    [
      'an old call with more than its arguments',
      { content: null, function_call: { ...call.function, x: 1 } },
      { content: null, function_call: call.function },
    ],
    ['an unknown role', { role: 'model', content: 'a' }, { content: 'a' }],
    ['an empty role', { role: '', content: 'a' }, { content: 'a' }],
  ])('puts right in an answer: %s', (_, answer, right) => {
    expect(made([user], answer)).toEqual({
      line: JSON.stringify({ messages: [user, { role: 'assistant', ...right }] }),
    });
  });

  it('has no marks for a cache on the parts of a question', () => {
    const text = { type: 'text', text: 'Hi' };
    const image = { type: 'image_url', image_url: { url: 'https://x.example', detail: 'low' } };
    const marked = [text, image].map((part) => ({ ...part, cache_control: { type: 'x' } }));
    expect(made([{ role: 'user', content: marked }], { content: 'a' })).toEqual({
      line: JSON.stringify({
        messages: [
          { role: 'user', content: [text, image] },
          { role: 'assistant', content: 'a' },
        ],
      }),
    });
  });

  it.each([
    ['{"tools":[],"functions":[ ],"parallel_tool_calls":true}', ''],
    ['{"parallel_tool_calls":false}', ''],
    ['{"tools":[1],"parallel_tool_calls":false}', ',"tools":[1],"parallel_tool_calls":false'],
  ])('has the tools of %s, and no setting without them', (request, right) => {
    const record = recordFrom({
      messages: JSON.stringify([user]),
      request,
      body: '{"choices":[{"message":{"content":"a"}}]}',
    });
    const messages = JSON.stringify([user, { role: 'assistant', content: 'a' }]);
    expect(chatLine(record, 0)).toEqual({ line: `{"messages":${messages}${right}}` });
  });

  it.each([
    ['{"index":"1","message":{"content":"b"}}', 1],
    ['{"message":{"content":"a"}},{"message":{"content":"b"}}', 1],
  ])('finds the choice in %s', (choices, choice) => {
    const record = recordFrom({
      messages: JSON.stringify([user]),
      body: `{"choices":[${choices}]}`,
    });
    expect(chatLine(record, choice)).toHaveProperty('line', expect.stringContaining('"b"'));
  });

  it('is one line for every reader', () => {
    const record = recordFrom({
      messages: '[{"role":"user",\n"content":"a\u2028b\u2029c"}]',
      body: '{"choices":[{"message":{"content":"d\u2028"}}]}',
    });
    expect(chatLine(record, 0)).toEqual({
      line: String.raw`{"messages":[{"role":"user", "content":"a\u2028b\u2029c"},{"role":"assistant","content":"d\u2028"}]}`,
    });
  });

  it('leaves out an answer that the provider broke off', () => {
    const choice = {
      index: 0,
      message: { content: 'Half an' },
      finish_reason: 'error',
      error: { message: 'Garbage' },
    };
    const record = recordFrom({
      messages: JSON.stringify([user]),
      body: JSON.stringify({ choices: [choice] }),
    });
    expect(chatLine(record, 0)).toEqual({ reason: 'the provider failed ([error] Garbage)' });
  });

  it('takes the choice that is asked for', () => {
    const answer = (content: string) => ({ role: 'assistant', content });
    expect(made([user], answer('one'), answer('two'))).toMatchObject({
      line: expect.stringContaining('two') as string,
    });
    expect(chatLine(recordFrom({ body: '{"choices":[]}' }), 1)).toEqual({
      reason: 'there is no choice 1',
    });
  });

  it('keeps tool calls that are answered, and an answer that calls one', () => {
    expect(made([user, calls, result], calls)).toHaveProperty('line');
  });

  it.each<[string, unknown, object]>([
    ['there are no request messages', [], user],
    ['message 1 is not an object', ['Hi'], user],
    ['message 1 has a role that fine-tuning does not know', [{ role: 'ipython' }], user],
    ['message 1 has no content', [{ role: 'user', content: null }], user],
    ['a tool call is not answered', [user, calls, user], user],
    ['a tool call is not answered', [user, calls], user],
    ['message 2 answers no tool call', [user, result], user],
    ['message 2 answers no tool call', [user, { ...result, tool_call_id: undefined }], user],
    [
      'the answer has neither content nor tool calls',
      [user],
      { role: 'assistant', content: null, refusal: 'No.' },
    ],
    ['the answer has neither content nor tool calls', [user], { content: '<think>Hm</think>' }],
    [
      'the answer has neither content nor tool calls',
      [user],
      { content: [{ type: 'thinking', thinking: 'Hm' }] },
    ],
    [
      'message 2 has neither content nor tool calls',
      [user, { role: 'assistant', content: '<think>Hm</think>' }, user],
      user,
    ],
    [
      'message 1 has sound, which fine-tuning does not take',
      [{ role: 'user', content: [{ type: 'input_audio', input_audio: {} }] }],
      user,
    ],
    [
      'message 2 has a tool call that is not valid',
      [user, { role: 'assistant', content: 'x', tool_calls: [{ id: 1 }] }],
      user,
    ],
  ])('is refused: %s', (reason, messages, answer) => {
    expect(made(messages, answer)).toEqual({ reason });
  });

  it.each(['length', 'content_filter', 'max_tokens', 'model_length', 'SAFETY'])(
    'is refused for an answer that was cut: %s',
    (finish_reason) => {
      const choice = { index: 0, message: { content: 'x' }, finish_reason };
      const body = JSON.stringify({ choices: [choice] });
      expect(chatLine(recordFrom({ body }), 0)).toEqual({
        reason: `the answer was cut (${finish_reason})`,
      });
    },
  );

  it('is refused for an answer that is not whole', () => {
    const body = '{"choices":[{"index":0,"message":{"role":"assistant","content":"x"}}]}';
    expect(chatLine(recordFrom({ state: 'incomplete', body }), 0)).toEqual({
      reason: 'the answer is not complete',
    });
  });
});
