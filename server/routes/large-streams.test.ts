import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCompletion } from '../testing/create-completion';
import {
  chunk,
  completion,
  scriptedProvider,
  sendEvents,
  sendJson,
} from '../testing/scripted-upstream';
import { streamText } from '../testing/stream-text';
import { useServer } from '../testing/use-server';

const KEY = 'sk-canary/0123456789+abcd';
const at = useServer((upstream) => ({
  providers: [scriptedProvider(upstream, { apiKey: KEY })],
  listen: true,
}));
const LONG = 'Grüße '.repeat(50_000);

async function streamed(events: unknown[], more: object = {}, headers = {}) {
  at.upstream.script((response) => {
    sendEvents(response, events as object[]);
    response.end();
  });
  const asked = { stream: true, store: true, ...more };
  const response = await createCompletion(at.server.url, asked, { headers });
  const { text, isBroken } = await streamText(response);
  const id = response.headers.get('x-completion-id') ?? '';
  const record = (await at.server.app.inject(`/api/completions/${id}`)).json<Kept>();
  return { id, text, isBroken, record };
}

type Kept = {
  state: string;
  reason: string | null;
  upstream_id: string | null;
  timings: { first_token_ms: number | null };
  completion: {
    id: string;
    choices: { message: Record<string, unknown>; finish_reason: string }[];
    usage?: object;
    error?: object;
    unreadable?: string;
  };
};

describe('a stream with a long event', () => {
  it('is passed on and kept whole, what comes before and after it too', async () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    const { id, text, record } = await streamed([
      chunk({ role: 'assistant', content: 'a ' }),
      chunk({ content: LONG }),
      chunk({ content: 'b' }),
      chunk({ tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: LONG } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: 'z' } }] }, 'tool_calls'),
      { ...chunk({}), choices: [], usage },
      '[DONE]',
    ]);
    expect(text).toContain(JSON.stringify(LONG));
    expect(text).toMatch(/\[DONE\]\n\n$/);
    expect(text.match(new RegExp(`"id":"${id}"`, 'g'))).toHaveLength(5);
    expect(text).not.toContain('total_tokens');
    expect(record).toMatchObject({
      state: 'complete',
      upstream_id: 'up-1',
      timings: { first_token_ms: expect.any(Number) as number },
      completion: {
        id,
        usage,
        choices: [
          {
            finish_reason: 'tool_calls',
            message: {
              content: `a ${LONG}b`,
              tool_calls: [{ id: 'c', function: { name: 'f', arguments: `${LONG}z` } }],
            },
          },
        ],
      },
    });
  });

  it('of 20 MB, like a picture, reaches whoever reads it, kept or not', async () => {
    const url = `data:image/png;base64,${'iVBORw0K'.repeat(2_500_000)}`;
    const picture = { images: [{ type: 'image_url', image_url: { url } }] };
    for (const store of [false, true]) {
      const { text, isBroken } = await streamed([chunk(picture, 'stop'), '[DONE]'], { store });
      expect(isBroken).toBe(false);
      expect(text.length).toBeGreaterThan(url.length);
      expect(text).toMatch(/\[DONE\]\n\n$/);
    }
  });

  it('that says that an answer failed ends it, and quotes no key', async () => {
    const error = { message: `${KEY} ${LONG}`, type: 'x' };
    const { text, isBroken, record } = await streamed([chunk({ content: 'a' }), { error }]);
    expect(isBroken).toBe(true);
    expect(text + JSON.stringify(record)).not.toContain('canary');
    expect(text).toContain('****abcd');
    expect(record).toMatchObject({ state: 'incomplete', reason: 'upstream_error' });
  });

  it('that cannot be read is kept as it came, and quotes no key', async () => {
    const { text, isBroken, record } = await streamed([`{"choices": ${KEY} ${LONG}`]);
    expect(isBroken).toBe(true);
    expect(text).toContain('invalid_response');
    expect(record).toMatchObject({ state: 'incomplete', reason: 'invalid_response' });
    expect(record.completion.unreadable?.trim()).toBe(`{"choices": ****abcd ${LONG.trim()}`);
  });

  it('is there for who joins, and before all that follows', async () => {
    let go = () => {};
    at.upstream.script((response) => {
      sendEvents(response, [chunk({ content: 'a ' }), chunk({ content: LONG })]);
      go = () => {
        sendEvents(response, [chunk({ content: 'b' }, 'stop'), '[DONE]']);
        response.end();
      };
    });
    const name = `run-${randomUUID()}`;
    const headers = { 'x-run': name };
    const first = await createCompletion(at.server.url, { stream: true, store: true }, { headers });
    const reader = first.body?.getReader();
    for (let size = 0; size < LONG.length;) size += (await reader?.read())?.value?.length ?? 0;
    const joined = await fetch(`${at.server.url}/api/runs/${name}/stream`);
    go();
    const { text } = await streamText(joined);
    const said = [...text.matchAll(/"content":("(?:[^"\\]|\\.)*")/g)].map(
      ([, json]) => JSON.parse(json ?? '') as string,
    );
    expect(said.join('')).toBe(`a ${LONG}b`);
    await reader?.cancel();
  });
});

it('a large answer that is no stream is sent as one, and kept', async () => {
  at.upstream.script((response) => sendJson(response, completion(LONG)));
  const response = await createCompletion(at.server.url, { stream: true, store: true });
  const { text } = await streamText(response);
  expect(text).toContain(`"delta":`);
  expect(text).toMatch(/\[DONE\]\n\n$/);
  const id = response.headers.get('x-completion-id');
  const record = (await at.server.app.inject(`/v1/chat/completions/${id}`)).json<
    Kept['completion']
  >();
  expect(record.choices[0]?.message['content']).toBe(LONG);
});

it('a document of millions of blanks is read at once', async () => {
  const blanks = ' '.repeat(2_000_000);
  const body = `{${blanks}${JSON.stringify(completion('Hi')).slice(1)}${blanks}\n`;
  for (const stream of [false, true]) {
    at.upstream.script((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
    const response = await createCompletion(at.server.url, { stream });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('"Hi"');
  }
});
