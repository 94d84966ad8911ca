import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json';
import { createFold } from './fold';

function fold(...chunks: object[]) {
  const folded = createFold();
  for (const chunk of chunks) folded.add(chunk as JsonObject);
  return folded.completion();
}

const delta = (value: object, index: unknown = 0, more: object = {}) => ({
  choices: [{ index, delta: value, ...more }],
});

const messageOf = (...deltas: object[]) =>
  fold(...deltas.map((each) => delta(each))).choices[0]?.['message'] as JsonObject;

describe('folding a stream', () => {
  it('joins text, refusal and reasoning, and keeps the role', () => {
    const { choices } = fold(
      delta({ role: 'assistant', content: '' }),
      delta({ content: 'Hel', reasoning_content: 'th' }),
      delta({ content: 'lo', reasoning_content: 'ink', refusal: null, role: '' }),
      delta({ refusal: 'no' }, 0, { finish_reason: 'stop' }),
      delta({}, 0, { finish_reason: null }),
    );
    expect(choices).toEqual([
      {
        index: 0,
        message: { role: 'assistant', content: 'Hello', refusal: 'no', reasoning_content: 'think' },
        logprobs: null,
        finish_reason: 'stop',
      },
    ]);
  });

  it('takes a word that comes with every piece as it is', () => {
    const fold = createFold();
    for (const delta of [
      { channel: 'analysis', phase: 'commentary', reasoning: 'We', status: 'in_progress' },
      { channel: 'analysis', phase: 'commentary', reasoning: ' go', status: 'in_progress' },
      { channel: 'final', phase: 'final_answer', content: 'Hi', status: 'completed' },
    ])
      fold.add({ choices: [{ index: 0, delta }] });
    expect(fold.completion().choices[0]?.['message']).toMatchObject({
      channel: 'final',
      phase: 'final_answer',
      status: 'completed',
      reasoning: 'We go',
    });
  });

  it('keeps several choices apart and orders them, whatever their indexes', () => {
    const { choices } = fold(
      delta({ content: 'b' }, 5),
      delta({ content: 'a' }, -1),
      delta({ content: 'c' }, 1e9, { finish_reason: 'stop' }),
      delta({ content: 'B' }, 5, { finish_reason: 'length' }),
    );
    expect(choices).toMatchObject([
      { index: -1, message: { content: 'a' } },
      { index: 5, message: { content: 'bB' }, finish_reason: 'length' },
      { index: 1e9, message: { content: 'c' } },
    ]);
  });

  it('takes choices without an index in their order', () => {
    const two = (a: string, b: string) => ({
      choices: [{ delta: { content: a } }, { index: null, delta: { content: b } }],
    });
    expect(fold(two('a', 'x'), two('b', 'y')).choices).toMatchObject([
      { message: { content: 'ab' } },
      { message: { content: 'xy' } },
    ]);
  });

  it('appends logprobs, however many', () => {
    const tokens = (text: string, count: number) => ({
      logprobs: { content: Array.from({ length: count }, () => ({ token: text })), refusal: null },
    });
    const { choices } = fold(delta({}, 0, tokens('a', 1)), delta({}, 0, tokens('b', 200_000)));
    const logprobs = choices[0]?.['logprobs'] as { content: unknown[]; refusal: null };
    expect([logprobs.content.length, logprobs.content.at(-1), logprobs.refusal]).toEqual([
      200_001,
      { token: 'b' },
      null,
    ]);
  });

  it('skips entries of null', () => {
    const { choices } = fold({ choices: [null] }, { choices: null }, delta({ content: 'Hi' }));
    expect(choices).toMatchObject([{ message: { content: 'Hi' } }]);
  });

  it('gives each time a completion of its own', () => {
    const folded = createFold();
    folded.add(delta({ content: 'a', tool_calls: [{ index: 0, id: 'c' }] }));
    const [one, copy] = [folded.completion(), JSON.stringify(folded.completion())];
    folded.add(delta({ tool_calls: [{ index: 0, function: { arguments: '{}' } }] }));
    folded.add({ usage: { total_tokens: 1 }, timings: { ms: 3 } });
    expect(JSON.stringify(one)).toBe(copy);
  });

  it('takes __proto__ as plain data', () => {
    const text =
      '{"__proto__":{"x":1},"choices":[{"delta":{"__proto__":{"y":2}},"__proto__":{"z":3}}]}';
    const written = JSON.stringify(fold(JSON.parse(text) as object));
    for (const part of ['"x":1', '"y":2', '"z":3'])
      expect(written).toContain(`"__proto__":{${part}}`);
    expect(({} as JsonObject)['x']).toBeUndefined();
  });

  it('can be joined anywhere: what came so far as one chunk, then the rest', () => {
    const piece = fc.oneof(
      fc.record({ content: fc.string({ maxLength: 3 }) }),
      fc.record({ reasoning: fc.string({ maxLength: 3 }) }),
      fc.record({ content: fc.array(fc.record({ type: fc.constant('text'), text: fc.string() })) }),
      fc.nat(2).map((index) => ({ tool_calls: [{ index, function: { arguments: 'x' } }] })),
      fc.constant({ annotations: [{ type: 'url_citation', url_citation: { url: 'u' } }] }),
      fc.nat(2).map((index) => ({ thinking_blocks: [{ type: 'thinking', index, thinking: 't' }] })),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat(20), (pieces, at) => {
        const chunks = pieces.map((each) => delta(each));
        const early = createFold();
        for (const chunk of chunks.slice(0, at)) early.add(chunk);
        const late = fold(early.chunk(), ...chunks.slice(at));
        expect(late).toEqual(fold(...chunks));
      }),
      { seed: 20_261_128 },
    );
  });

  it('never throws, whatever the pieces are', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            choices: fc.array(fc.record({ delta: fc.jsonValue(), rest: fc.jsonValue() })),
          }),
        ),
        (chunks) => {
          fold(...chunks);
        },
      ),
      { seed: 20_261_128, numRuns: 300 },
    );
  });
});

describe('what is beside the choices', () => {
  it('is taken from wherever it comes, and never emptied', () => {
    expect(
      fold(
        { id: '', created: 0, model: '', choices: [], prompt_filter_results: [{ hate: false }] },
        { id: 'x', created: 9, model: 'm', obfuscation: 'pad', moderation: null, choices: [] },
        { id: '', created: 0, model: '', prompt_filter_results: [], choices: [] },
        { citations: ['a'], choices: [] },
        { citations: ['a', 'b'], timings: { ms: 1.5 }, choices: [] },
      ),
    ).toEqual({
      id: 'x',
      created: 9,
      model: 'm',
      prompt_filter_results: [{ hate: false }],
      citations: ['a', 'b'],
      timings: { ms: 1.5 },
      object: 'chat.completion',
      choices: [],
    });
  });

  const usage = { prompt_tokens: 19, completion_tokens: 3, total_tokens: 22 };
  it.each([
    ['at the end', { choices: [], usage }],
    ['in a choice', { choices: [{ index: 0, delta: {}, usage }] }],
    ['in x_groq', { choices: [], x_groq: { id: 'r', usage } }],
    ['beside an empty one', { choices: [], usage: {}, x_groq: { id: 'r', usage } }],
  ])('finds the usage %s', (_, chunk) => {
    const folded = fold(delta({ content: 'Hi' }), chunk, { usage: null, choices: [] });
    expect(folded['usage']).toEqual(usage);
    expect(folded.choices[0]).not.toHaveProperty('usage');
  });

  it('never takes details of the usage away, nor turns counts into zeros', () => {
    const details = { prompt_tokens_details: { cached_tokens: 800, audio_tokens: 0 } };
    expect(
      fold(
        { usage: { prompt_tokens: 900, completion_tokens: 0, ...details } },
        { usage: { prompt_tokens: 0, completion_tokens: 4 } },
        { usage: { prompt_tokens: 900, prompt_tokens_details: { cached_tokens: 0 } } },
        { usage: { prompt_tokens_details: null, completion_tokens: null } },
      )['usage'],
    ).toEqual({ prompt_tokens: 900, completion_tokens: 4, ...details });
  });

  it('keeps what a filter said of a choice', () => {
    const safe = { hate: { filtered: false, severity: 'safe' } };
    const { choices } = fold(
      delta({ content: 'a' }, 0, { content_filter_results: safe }),
      delta({ content: 'b' }, 0, { content_filter_results: {} }),
      delta({ content: 'c' }, 0, { content_filter_results: safe }),
    );
    expect(choices).toMatchObject([{ message: { content: 'abc' }, content_filter_results: safe }]);
  });
});

describe('content', () => {
  const thinking = (text: string) => ({ type: 'thinking', thinking: [{ type: 'text', text }] });
  const text = (value: string) => ({ type: 'text', text: value });

  it('keeps lists of parts and text in their order, parts of one kind joined', () => {
    const { content } = messageOf(
      { content: '' },
      { content: [thinking('Two')] },
      { content: [thinking(' three')] },
      { content: 'Five' },
      { content: [text(' app'), text('les')] },
      { content: null },
      { content: '.' },
      { content: [{ type: 'image_url', image_url: { url: 'data:x' } }] },
      { content: 'Done' },
    );
    expect(content).toEqual([
      thinking('Two three'),
      text('Five apples.'),
      { type: 'image_url', image_url: { url: 'data:x' } },
      text('Done'),
    ]);
  });

  it.each([
    ['text before parts', ['a', [text('b')]], 'ab'],
    ['parts of text alone', [[text('a')], [text('b')], 'c'], 'abc'],
    ['one part that is not in a list', [text('a'), text('b')], 'ab'],
    ['text within a list', [['a', text('b')]], 'ab'],
    ['null within a list', [[null, text('b')]], 'b'],
    ['empty text after parts', [[thinking('t')], ''], [thinking('t')]],
    ['a number', ['a', 5], 'a5'],
    ['nothing', [null, undefined], null],
  ])('joins %s', (_, pieces, content) => {
    expect(messageOf(...pieces.map((piece) => ({ content: piece })))['content']).toEqual(content);
  });

  it('reads a message where there is no delta, and does not repeat what it repeats', () => {
    const message = (content: string) => ({
      choices: [{ index: 0, message: { role: 'assistant', content } }],
    });
    const contentOf = (...chunks: object[]) => fold(...chunks).choices[0]?.['message'];
    expect(contentOf(message('All of it'))).toMatchObject({ content: 'All of it' });
    expect(contentOf(message('a'), message('b'))).toMatchObject({ content: 'ab' });
    expect(contentOf(message('Half'), message('Half and half'))).toMatchObject({
      content: 'Half and half',
    });
    expect(
      contentOf(delta({ content: 'Hel' }), delta({ content: 'lo' }), message('Hello')),
    ).toMatchObject({ content: 'Hello' });
    expect(contentOf({ choices: [{ text: 'a' }] }, { choices: [{ text: 'b' }] })).toMatchObject({
      content: 'ab',
    });
  });
});

describe('lists whose items carry an index', () => {
  it('joins thinking blocks at any depth, without the index that only joins', () => {
    const block = (piece: object) => ({
      thinking_blocks: [{ type: 'thinking', index: 0, ...piece }],
      provider_specific_fields: { thinking_blocks: [{ type: 'thinking', index: 0, ...piece }] },
    });
    const whole = [{ type: 'thinking', thinking: 'Let me', signature: 'c2ln' }];
    expect(
      messageOf(
        block({ thinking: 'Let ' }),
        block({ thinking: 'me' }),
        block({ thinking: '', signature: 'c2ln' }),
      ),
    ).toMatchObject({
      thinking_blocks: whole,
      provider_specific_fields: { thinking_blocks: whole },
    });
  });

  it('joins reasoning details: text grows, everything else replaces', () => {
    const detail = (piece: object) => ({ reasoning_details: [{ index: 0, ...piece }] });
    expect(
      messageOf(
        detail({ type: 'reasoning.text', text: 'I ', id: 'r1', format: 'unknown' }),
        detail({ type: 'reasoning.text', text: 'add', id: '', format: 'a-v1', signature: null }),
        detail({ type: 'reasoning.text', text: '.', signature: 's1' }),
        { reasoning_details: [{ type: 'reasoning.encrypted', data: 'x', index: 1 }] },
      )['reasoning_details'],
    ).toEqual([
      {
        type: 'reasoning.text',
        text: 'I add.',
        id: 'r1',
        format: 'a-v1',
        signature: 's1',
        index: 0,
      },
      { type: 'reasoning.encrypted', data: 'x', index: 1 },
    ]);
  });

  it('joins a text with the text before it where there is no index', () => {
    const detail = (text: string) => ({ reasoning_details: [{ type: 'reasoning.text', text }] });
    expect(messageOf(detail('Let '), detail('me'))['reasoning_details']).toEqual([
      { type: 'reasoning.text', text: 'Let me' },
    ]);
  });

  it('keeps items apart that only share their index', () => {
    const image = (url: string) => ({ type: 'image_url', image_url: { url }, index: 0 });
    expect(messageOf({ images: [image('a')] }, { images: [image('b'), null] })['images']).toEqual([
      image('a'),
      image('b'),
    ]);
    const cited = (url: string) => ({ type: 'url_citation', index: 0, url_citation: { url } });
    expect(
      messageOf({ annotations: [cited('a')] }, { annotations: [cited('b')] })['annotations'],
    ).toHaveLength(2);
  });

  it('joins audio', () => {
    expect(
      messageOf(
        { audio: { id: 'au', transcript: 'He' } },
        { audio: { data: 'QU', transcript: 'y' } },
        { audio: { id: 'au', data: 'JD', expires_at: 9 } },
      )['audio'],
    ).toEqual({ id: 'au', transcript: 'Hey', data: 'QUJD', expires_at: 9 });
  });
});
