import { createParser } from 'eventsource-parser';
import { describe, expect, it } from 'vitest';
import { saysSomething } from '#contract/fold/choice';
import { createFold } from '#contract/fold/fold';
import type { JsonObject } from '#contract/json';
import { createCompletion } from '../testing/create-completion';
import { chunk, scriptedProvider, sendEvents } from '../testing/scripted-upstream';
import { streamText } from '../testing/stream-text';
import { useServer } from '../testing/use-server';

const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)], listen: true }));

type Completion = JsonObject & { choices: { message: JsonObject }[] };

function provided(events: object[]) {
  at.upstream.script((response) => {
    sendEvents(response, [...events, { ...chunk({}, 'stop'), model: '' }, '[DONE]']);
    response.end();
  });
}

async function stored(id: string): Promise<{ state: string; completion: Completion }> {
  const detail = await fetch(`${at.server.url}/api/completions/${id}`);
  return (await detail.json()) as { state: string; completion: Completion };
}

/** What the store keeps of a stream; its client can make the same of it, and so can one that asked for no stream. */
async function kept(...events: object[]): Promise<Completion> {
  provided(events);
  const response = await createCompletion(at.server.url, { stream: true, store: true });
  const { text } = await streamText(response);
  const { state, completion } = await stored(response.headers.get('x-completion-id') ?? '');
  expect(state).toBe('complete');

  const fold = createFold();
  const onEvent = ({ data }: { data: string }) =>
    data === '[DONE]' || fold.add(JSON.parse(data) as JsonObject);
  createParser({ onEvent }).feed(text);
  expect(fold.completion().choices).toEqual(completion.choices);

  const plain = await createCompletion(at.server.url, { store: true });
  const answer = (await plain.json()) as Completion;
  expect(answer.choices).toEqual(completion.choices);
  expect((await stored(String(answer['id']))).completion.choices).toEqual(completion.choices);
  return completion;
}

const call = (id: string | null, name: string | null, input: unknown, more: object = {}) => ({
  ...more,
  id,
  type: 'function',
  function: { name, arguments: input },
});
const weather = call('a', 'weather', '{"town":"Basel"}');
const tides = call('b', 'tides', '{"port":"Brest"}');
const calls = (...tool_calls: (object | null)[]) => ({ tool_calls });

describe('what a stream brings is kept as it was meant', () => {
  it.each<[string, object[], object]>([
    [
      'calls without an index',
      [
        calls(call('a', 'weather', '{"town":')),
        calls(call('', '', '"Basel"}')),
        calls(call('b', 'tides', '{"port":"Brest"}')),
      ],
      calls(weather, tides),
    ],
    [
      'calls of one index, each with its id',
      [calls({ ...weather, index: 0 }), calls({ ...tides, index: 0 })],
      calls(weather, tides),
    ],
    [
      'calls whose later pieces have empty ids and names, and entries of null',
      [
        calls(null, call('a', 'weather', '{"town":', { index: 0 })),
        calls(call('', '', '"Basel"}', { index: 0 }), null),
        calls(call(null, null, '', { index: 0 })),
      ],
      calls(weather),
    ],
    [
      'arguments that are an object, and what only their provider knows',
      [calls(call('a', 'f', { x: [1] }, { index: 0, extra_content: { google: { s: 'A=' } } }))],
      calls(call('a', 'f', { x: [1] }, { extra_content: { google: { s: 'A=' } } })),
    ],
    [
      'a custom call with free text',
      [
        calls({ index: 0, id: 'a', type: 'custom', custom: { name: 'sql', input: 'SELECT ' } }),
        calls({ index: 0, custom: { input: '1' } }),
      ],
      calls({ id: 'a', type: 'custom', custom: { name: 'sql', input: 'SELECT 1' } }),
    ],
    [
      'the call of old',
      [
        { function_call: { name: 'roll', arguments: '' } },
        { function_call: { name: '', arguments: '{"sides":20}' } },
      ],
      { function_call: { name: 'roll', arguments: '{"sides":20}' } },
    ],
    [
      'parts and text in turns',
      [
        { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] }] },
        { content: 'Five' },
        { content: [{ type: 'text', text: ' apples' }] },
        { content: '.' },
      ],
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] },
          { type: 'text', text: 'Five apples.' },
        ],
      },
    ],
    [
      'an empty text beside a filled one',
      [
        { content: 'Hi', reasoning: '' },
        { content: '', reasoning: 'Hm' },
      ],
      { content: 'Hi', reasoning: 'Hm' },
    ],
    [
      'reasoning in both of its members',
      [
        { reasoning: 'H', reasoning_content: 'H' },
        { reasoning: 'm', reasoning_content: 'm' },
      ],
      { reasoning: 'Hm', reasoning_content: 'Hm' },
    ],
    [
      'thinking in tags',
      [{ content: '<thi' }, { content: 'nk>Hm</think>Hi' }],
      { content: '<think>Hm</think>Hi' },
    ],
    [
      'details of reasoning by their index',
      [
        { reasoning_details: [{ type: 'reasoning.text', text: 'I ', id: 'r', index: 0 }] },
        { reasoning_details: [{ type: 'reasoning.text', text: 'add', id: '', index: 0 }] },
        { reasoning_details: [{ type: 'reasoning.encrypted', data: 'x', index: 1 }] },
      ],
      {
        reasoning_details: [
          { type: 'reasoning.text', text: 'I add', id: 'r', index: 0 },
          { type: 'reasoning.encrypted', data: 'x', index: 1 },
        ],
      },
    ],
    [
      'a list that nobody has heard of, by its index',
      [
        { musings: [{ index: 0, type: 'musing', text: 'Let ' }] },
        { musings: [{ index: 0, type: 'musing', text: 'me' }] },
      ],
      { musings: [{ type: 'musing', text: 'Let me' }] },
    ],
    [
      'audio',
      [
        { audio: { id: 'au', transcript: 'He' } },
        { audio: { data: 'QU', transcript: 'y' } },
        { audio: { data: 'JD', expires_at: 9 } },
      ],
      { audio: { id: 'au', transcript: 'Hey', data: 'QUJD', expires_at: 9 } },
    ],
    [
      'pictures and sources that share an index',
      ['a', 'b'].map((url) => ({
        images: [{ type: 'image_url', image_url: { url }, index: 0 }],
        annotations: [{ type: 'url_citation', url_citation: { url }, index: 0 }],
      })),
      {
        images: ['a', 'b'].map((url) => ({ type: 'image_url', image_url: { url }, index: 0 })),
        annotations: ['a', 'b'].map((url) => ({ type: 'url_citation', url_citation: { url } })),
      },
    ],
    [
      'a refusal',
      [{ refusal: 'I can’t ' }, { refusal: 'do that.' }],
      { refusal: 'I can’t do that.' },
    ],
  ])('%s', async (_, deltas, message) => {
    const [first] = (await kept(...deltas.map((delta) => chunk(delta)))).choices;
    expect(first?.message).toMatchObject(message);
  });

  it('its model and role, whatever later pieces leave empty', async () => {
    const completion = await kept(
      { ...chunk({ role: 'assistant', content: 'a' }), model: 'm-2026' },
      { ...chunk({ role: '', content: 'b' }), model: '' },
    );
    expect(completion).toMatchObject({
      model: 'm-2026',
      choices: [{ message: { role: 'assistant', content: 'ab' } }],
    });
  });

  it('without what is no part of the completion', async () => {
    const moderation = { results: [{ flagged: false }] };
    const completion = await kept(
      { ...chunk({ content: 'a' }), obfuscation: 'xyz', moderation },
      { ...chunk({ content: 'b' }), obfuscation: 'zyx' },
    );
    expect(completion).not.toHaveProperty('obfuscation');
    expect(completion['moderation']).toEqual(moderation);
  });
});

describe('the first token', () => {
  it.each<[isFirst: boolean, delta: object]>([
    [true, { content: 'a' }],
    [true, { content: [{ type: 'text', text: 'a' }] }],
    [true, { reasoning: 'Hm' }],
    [true, { reasoning_content: 'Hm' }],
    [true, { thinking_blocks: [{ type: 'thinking', thinking: 'Hm', index: 0 }] }],
    [true, { refusal: 'No' }],
    [true, calls(call('a', 'weather', '', { index: 0 }))],
    [true, calls({ index: 0, id: 'a', type: 'custom', custom: { name: 'sql', input: '' } })],
    [true, { function_call: { name: 'roll', arguments: '' } }],
    [true, { audio: { id: 'a', transcript: 'Hey' } }],
    [true, { images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }] }],
    [false, { role: 'assistant', name: 'ada', content: '' }],
    [false, calls(call('a', '', '', { index: 0 }))],
    [false, calls(null)],
    [false, { audio: { id: 'a' } }],
    [false, { thinking_blocks: [{ type: 'thinking', thinking: '', index: 0 }] }],
  ])('is (%s) %j', async (isFirst, delta) => {
    expect(saysSomething(chunk(delta))).toBe(isFirst);
    provided([chunk({ role: 'assistant' }), chunk(delta)]);
    const response = await createCompletion(at.server.url, { stream: true, store: true });
    await streamText(response);
    const id = response.headers.get('x-completion-id') ?? '';
    const detail = await fetch(`${at.server.url}/api/completions/${id}`);
    const { timings } = (await detail.json()) as { timings: { first_token_ms: number | null } };
    expect(timings.first_token_ms !== null).toBe(isFirst);
  });
});
