import type { JsonObject } from '#contract/json';
import { describe, expect, it } from 'vitest';
import { createCompletion } from '../testing/create-completion';
import { chunk, scriptedProvider } from '../testing/scripted-upstream';
import { streamText } from '../testing/stream-text';
import { useServer } from '../testing/use-server';

const at = useServer((upstream) => ({
  providers: [scriptedProvider(upstream)],
  listen: true,
  config: { idleTimeout: 2_000 },
}));

type Kept = {
  state: string;
  completion: JsonObject & { choices: { message: JsonObject; finish_reason: unknown }[] };
};

/** What is kept of a stream of these bytes, sent in slices of `size` bytes. */
async function kept(bytes: string | Buffer, size = Infinity, body: object = {}): Promise<Kept> {
  at.upstream.script(async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const all = Buffer.from(bytes);
    for (let from = 0; from < all.length; from += size) {
      response.write(all.subarray(from, from + size));
      if (size < Infinity) await new Promise(setImmediate);
    }
    response.end();
  });
  const asked = { stream: true, store: true, ...body };
  const response = await createCompletion(at.server.url, asked);
  const { text, isBroken } = await streamText(response);
  const id = response.headers.get('x-completion-id') ?? '';
  const detail = await fetch(`${at.server.url}/api/completions/${id}`);
  const record = (await detail.json()) as Kept;
  // Whoever gets the stream is told the same as the store.
  expect([text.includes('[DONE]'), !isBroken]).toEqual(Array(2).fill(record.state === 'complete'));
  return record;
}

const json = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const lines = (...events: unknown[]) => events.map((each) => `data: ${json(each)}\n\n`).join('');
const said = (delta: unknown, more: object = {}, top: object = {}) => ({
  ...chunk({}),
  choices: [{ index: 0, delta, finish_reason: null, ...more }],
  ...top,
});
const piece = (index: unknown, content: string, finish: string | null = null) => ({
  ...chunk({}),
  choices: [{ ...(index !== undefined && { index }), delta: { content }, finish_reason: finish }],
});
const alone = (event: { choices: unknown[] }) => ({ ...event, choices: event.choices[0] });
const END = chunk({}, 'stop');
const A = said({ role: 'assistant', content: 'Grüße 🦊 ' });
const B = said({ content: '漢字' });
const TEXT = 'Grüße 🦊 漢字';
const WHOLE = lines(A, B, END, '[DONE]');

describe('bytes, lines and events', () => {
  it.each([
    ['line ends of CR', WHOLE.replaceAll('\n', '\r')],
    ['line ends of CRLF', WHOLE.replaceAll('\n', '\r\n')],
    [
      'line ends of all kinds',
      lines(A).replaceAll('\n', '\r') + lines(B).replaceAll('\n', '\r\n') + lines(END, '[DONE]'),
    ],
    ['a mark at its beginning', `\uFEFF${WHOLE}`],
    ['several marks at its beginning', `\uFEFF\uFEFF\uFEFF${WHOLE}`],
    ['a mark within an event', `data: \uFEFF${json(A)}\n\n${lines(B, END, '[DONE]')}`],
    ['no blank after the colon', WHOLE.replaceAll('data: ', 'data:')],
    ['comments everywhere', `: a\n\n${WHOLE.replaceAll('data: ', ': x\ndata: ')}: z\n\n`],
    [
      'ids, retries and unknown fields',
      WHOLE.replaceAll('data: ', 'id: 7\nretry: 10\nx-y: z\ndata: '),
    ],
    ['names of its own', WHOLE.replaceAll('data: ', 'event: chat.completion.chunk\ndata: ')],
    [
      'JSON over several lines',
      `${[A, B, END].map((each) => JSON.stringify(each, null, 2).replaceAll(/^/gm, 'data: ')).join('\n\n')}\n\n${lines('[DONE]')}`,
    ],
    [
      'no blank lines between its events',
      `${[A, B, END, '[DONE]'].map((each) => `data: ${json(each)}`).join('\n')}\n\n`,
    ],
    ['an event that is JSON alone', WHOLE.replace('data: ', ': a\n')],
    ['many blank lines', WHOLE.replaceAll('\n\n', '\n\n\n\n\n')],
    ['no blank line at its end', lines(A, B, END).trimEnd()],
    ['no end, and no line end after the last event', `${lines(A, B)}data: ${json(END)}`],
    ['an end in small letters', lines(A, B, END, '[done]')],
    ['an end in quotes', lines(A, B, END, '"[DONE]"')],
    [
      'events after its end',
      `${WHOLE}${lines(said({ content: 'no' }), { error: { message: 'late' } })}`,
    ],
    ['its end twice', `${WHOLE}${lines('[DONE]')}`],
  ])('%s', async (_, text) => {
    expect(await kept(text)).toMatchObject({
      state: 'complete',
      completion: { choices: [{ message: { content: TEXT }, finish_reason: 'stop' }] },
    });
  });

  it.each([
    ['after comments', ': waiting\n\n{"error":{"message":"Full","code":529}}'],
    ['after a piece', `${lines(A)}{"error":{"message":"Full","code":529}}\n`],
  ])('an error without the form of an event, %s', async (_, text) => {
    expect(await kept(text)).toMatchObject({
      state: 'incomplete',
      completion: { error: { message: 'Full', code: '529' } },
    });
  });

  it.each([1, 2, 3, 7])('slices of %d bytes', async (size) => {
    for (const text of [WHOLE, WHOLE.replaceAll('\n', '\r\n')])
      expect((await kept(text, size)).completion.choices[0]?.message['content']).toBe(TEXT);
  });

  it('one event of five million characters', async () => {
    const content = 'Ab 🦊'.repeat(1_000_000);
    const { state, completion } = await kept(lines(said({ content }), END, '[DONE]'));
    expect(state).toBe('complete');
    expect(completion.choices[0]?.message['content'] === content).toBe(true);
  });

  it('a character in two halves, and one that stays half', async () => {
    const halves = '{"choices":[{"index":0,"delta":{"content":"\\ud83e"}}]}';
    const rest = '{"choices":[{"index":0,"delta":{"content":"\\udd8a"}}]}';
    const nul = '{"choices":[{"index":0,"delta":{"content":"\\u0000"}}]}';
    const { completion } = await kept(lines(halves, rest, nul, halves, END, '[DONE]'));
    expect(completion.choices[0]?.message['content']).toBe('🦊\0\ud83e');
  });
});

describe('choices', () => {
  const texts = ({ completion }: Kept) =>
    completion.choices.map(({ message }) => message['content']);

  it.each([
    ['that take turns', [piece(0, 'a'), piece(1, 'x'), piece(0, 'b'), piece(1, 'y')]],
    ['in reverse order', [piece(1, 'x'), piece(1, 'y'), piece(0, 'a'), piece(0, 'b')]],
    ['with digits for indexes', [piece('0', 'a'), piece('1', 'x'), piece('0', 'b'), piece(1, 'y')]],
    [
      'with fractions for indexes',
      ['0.0', '1.0', '0.0', '1'].map(
        (index, place) => `{"choices":[{"index":${index},"delta":{"content":"${'axby'[place]}"}}]}`,
      ),
    ],
    [
      'of one chunk',
      [
        { choices: [piece(0, 'a').choices[0], piece(1, 'x').choices[0]] },
        { choices: [piece(1, 'y').choices[0], piece(0, 'b').choices[0]] },
      ],
    ],
  ])('%s', async (_, events) => {
    const ends = [piece(0, '', 'stop'), piece(1, '', 'length')];
    const record = await kept(lines(...events, ...ends), Infinity, { n: 2 });
    expect(record.state).toBe('complete');
    expect(texts(record)).toEqual(['ab', 'xy']);
    expect(record.completion.choices.map((choice) => choice.finish_reason)).toEqual([
      'stop',
      'length',
    ]);
  });

  it.each([
    ['as one object', [piece(0, 'ab'), { ...chunk({}), choices: piece(0, '', 'stop').choices[0] }]],
    ['all as objects', [piece(0, 'a'), piece(0, 'b'), piece(0, '', 'stop')].map(alone)],
    [
      'as one object with its message',
      [alone({ choices: [{ message: { content: 'ab' }, finish_reason: 'stop' }] })],
    ],
  ])('%s', async (_, events) => {
    for (const end of [['[DONE]'], []]) {
      const record = await kept(lines(...events, ...end));
      expect(record.state).toBe('complete');
      expect(texts(record)).toEqual(['ab']);
    }
  });

  it('as one object reach the client as a list', async () => {
    at.upstream.script((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(lines(alone(piece(0, 'a')), alone(piece(0, '', 'stop')), '[DONE]'));
    });
    const asked = { stream: true, store: true };
    const { text } = await streamText(await createCompletion(at.server.url, asked));
    expect(text).toContain('"choices":[{"index":0,"delta":{"content":"a"}');
  });

  it.each([
    ['delta of null', [said(null)]],
    ['choices of null', [{ choices: null }, { choices: [null] }]],
    ['a choice without anything', [{ choices: [{}] }]],
    ['a chunk that is empty', [{}]],
    [
      'members of null',
      [
        said({
          content: null,
          tool_calls: null,
          function_call: null,
          refusal: null,
          role: null,
          reasoning: null,
        }),
      ],
    ],
    ['message of null', [{ choices: [{ index: 0, message: null, delta: {} }] }]],
    ['logprobs of null', [said({}, { logprobs: null }), said({}, { logprobs: [] })]],
  ])('with %s between', async (_, events) => {
    const record = await kept(lines(piece(0, 'a'), ...events, piece(0, 'b'), END, '[DONE]'));
    expect(record.state).toBe('complete');
    expect(texts(record)).toEqual(['ab']);
  });

  it.each([
    ['text for a delta', [said('Hi '), said('there')]],
    [
      'a part for a content',
      [said({ content: { type: 'text', text: 'Hi ' } }), said({ content: { text: 'there' } })],
    ],
    [
      'parts and strings in one list',
      [said({ content: ['Hi', { type: 'text', text: ' the' }] }), said({ content: ['re', null] })],
    ],
    [
      'output_text',
      [said({ content: [{ type: 'text', text: 'Hi ' }] }), said({ content: 'there' })],
    ],
    [
      'text of a completion',
      [{ choices: [{ index: 0, text: 'Hi ' }] }, { choices: [{ index: 0, text: 'there' }] }],
    ],
  ])('%s is its text', async (_, events) => {
    const record = await kept(lines(...events, END, '[DONE]'));
    expect(record.state).toBe('complete');
    expect(texts(record)).toEqual(['Hi there']);
  });
});

describe('the end', () => {
  it.each([
    ['with the first piece', lines(piece(0, 'a', 'stop')), 'complete'],
    ['in a word that nobody knows', lines(piece(0, 'a'), chunk({}, 'max_tool_rounds')), 'complete'],
    ['in capitals', lines(piece(0, 'a'), chunk({}, 'STOP'), '[DONE]'), 'complete'],
    [
      'that is no word',
      lines(piece(0, 'a'), said({}, { finish_reason: { type: 'stop' } })),
      'incomplete',
    ],
    [
      'that is an error in capitals',
      lines(piece(0, 'a'), chunk({}, 'ERROR'), '[DONE]'),
      'incomplete',
    ],
    [
      'that is text after it',
      lines(piece(0, 'a', 'stop'), piece(0, 'b', null), '[DONE]'),
      'complete',
    ],
    [
      'and then an error',
      lines(piece(0, 'a', 'stop'), { error: { message: 'Full' } }),
      'incomplete',
    ],
    [
      'with an error of null',
      lines(said({ content: 'a' }, { error: null }, { error: null }), END, '[DONE]'),
      'complete',
    ],
    [
      'with an error of nothing',
      lines(said({ content: 'a' }, {}, { error: {} }), END, '[DONE]'),
      'complete',
    ],
    [
      'with an error that has only a number',
      lines(piece(0, 'a'), { error: { code: 500 } }),
      'incomplete',
    ],
    ['cut within an event', `${lines(piece(0, 'a'))}data: {"choices":[{"ind`, 'incomplete'],
    ['cut within its end', `${lines(piece(0, 'a'))}data: [DON`, 'incomplete'],
    ['cut after its first line', `${lines(piece(0, 'a'))}data: {`, 'incomplete'],
    ['of comments alone', ': a\n\n: b\n\n', 'incomplete'],
    [
      'of a usage alone',
      lines({ choices: [], usage: { prompt_tokens: 3 } }, '[DONE]'),
      'incomplete',
    ],
  ])('%s', async (_, text, state) => {
    expect((await kept(text)).state).toBe(state);
  });
});

describe('figures', () => {
  const usage = { prompt_tokens: 19, completion_tokens: 3, total_tokens: 22 };
  const row = async () => {
    const table = await fetch(`${at.server.url}/api/completions?order=desc&limit=1`);
    return ((await table.json()) as { data: JsonObject[] }).data[0];
  };

  it.each([
    ['in the middle', [A, { choices: [], usage }, B, END]],
    [
      'with every chunk, growing',
      [
        { ...A, usage: { ...usage, completion_tokens: 1, total_tokens: 20 } },
        { ...END, usage },
      ],
    ],
    [
      'as text',
      [
        A,
        END,
        { choices: [], usage: { prompt_tokens: '19', completion_tokens: '3', total_tokens: '22' } },
      ],
    ],
    [
      'as fractions',
      [
        A,
        END,
        '{"choices":[],"usage":{"prompt_tokens":19.0,"completion_tokens":3.0,"total_tokens":22.0}}',
      ],
    ],
    [
      'then null, then text',
      [A, { ...END, usage }, { choices: [], usage: null }, { choices: [], usage: 'none' }],
    ],
    ['without choices', [A, END, { usage }]],
    ['with choices of null', [A, END, { choices: null, usage }]],
  ])('of tokens %s', async (_, events) => {
    expect((await kept(lines(...events, '[DONE]'))).state).toBe('complete');
    expect(await row()).toMatchObject({
      prompt_tokens: 19,
      completion_tokens: 3,
      total_tokens: 22,
    });
  });
});
