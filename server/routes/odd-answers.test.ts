import { callsOf } from '#contract/message/calls';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createCompletion } from '../testing/create-completion';
import { chunk, completion, scriptedProvider, sendJson } from '../testing/scripted-upstream';
import { streamText } from '../testing/stream-text';
import { useServer } from '../testing/use-server';

const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)], listen: true }));

function create(body: object = {}) {
  return createCompletion(at.server.url, { store: true, ...body });
}

/** An answer came, so asking again by itself could pay for it twice. */
async function expectUnreadable(response: Response) {
  expect(response.status).toBe(502);
  expect(await response.json()).toMatchObject({ error: { code: 'invalid_response' } });
  expect(response.headers.get('x-should-retry')).toBe('false');
}

/** The completion that was stored last, whatever became of it. */
async function newest() {
  const table = await fetch(`${at.server.url}/api/completions?order=desc&limit=1`);
  const [row] = ((await table.json()) as { data: { id: string }[] }).data;
  const answer = await fetch(`${at.server.url}/api/completions/${row?.id}`);
  return (await answer.json()) as {
    state: string;
    reason: string | null;
    completion: Record<string, unknown>;
  };
}

describe('an answer in one piece', () => {
  it.each([
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"hello"'],
    ['choices that are no list', '{"choices":{}}'],
    ['an empty body', ''],
  ])('that is %s is no completion, and is kept as it came', async (_, body) => {
    at.upstream.script((response) => sendJson(response, body));
    await expectUnreadable(await create());
    expect(await newest()).toMatchObject({
      state: 'incomplete',
      reason: 'invalid_response',
      completion: { choices: [], unreadable: body },
    });
  });

  it.each([
    ['{"detail":"Full"}', 502, 'upstream_error'],
    ['{"code":429,"message":"Full"}', 429, '429'],
    ['{"choices":null,"base_resp":{"status_code":1004,"status_msg":"Full"}}', 502, '1004'],
    ['{"result":null,"success":false,"errors":[{"code":7,"message":"Full"}]}', 502, '7'],
  ])(
    "that is an error in the provider's own form is one, in its words: %s",
    async (body, status, code) => {
      for (const stream of [false, true]) {
        at.upstream.script((response) => sendJson(response, body));
        const response = await create({ stream });
        expect(response.status).toBe(stream ? 200 : status);
        const { text } = await streamText(response);
        expect(text).toContain(`"message":"Full"`);
        expect(text).not.toContain('[DONE]');
        expect(await newest()).toMatchObject({
          state: 'incomplete',
          reason: 'upstream_error',
          completion: { error: { message: 'Full', ...(code !== 'upstream_error' && { code }) } },
        });
      }
    },
  );

  it.each([
    ['text', 'Your key sk-canary-0123456789abcd has run out.', 'Your key ****abcd has run out.'],
    ['a page', '<!doctype html><title>Sign in</title><p>x</p>', 'Sign in'],
    ['a text of JSON', '"Out of credit"', 'Out of credit'],
    ['a message alone', '{"message":"Out of credit"}', 'Out of credit'],
  ])('that is %s under status 200 fails in its words', async (_, body, words) => {
    at.upstream.script((response) => sendJson(response, body));
    const response = await create();
    expect(await response.clone().json()).toMatchObject({
      error: { message: expect.stringContaining(`not a chat completion: ${words}`) as string },
    });
    await expectUnreadable(response);
    expect((await newest()).completion).toHaveProperty('unreadable');
  });

  it.each([
    ['text', 'Your key sk-canary-0123456789abcd has run out.\n', 'Your key ****abcd has run out.'],
    ['a page', '<!doctype html>\n<title>Sign in</title>\n<p>x</p>\n', 'Sign in'],
  ])('that is %s and no stream fails in its words, which are kept', async (_, body, words) => {
    at.upstream.script((response) => sendJson(response, body));
    const { text, isBroken } = await streamText(await create({ stream: true }));
    expect(text).toContain(`"message":"${words}"`);
    expect(isBroken).toBe(true);
    expect(await newest()).toMatchObject({
      state: 'incomplete',
      completion: { error: { message: words } },
    });
  });

  it('that is no text has no words', async () => {
    for (const stream of [false, true]) {
      at.upstream.script((response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(gzipSync('{}'));
      });
      expect((await streamText(await create({ stream }))).text).not.toContain('\uFFFD');
    }
  });

  it('with objects for its lists, named by place, is whole', async () => {
    const calls = ['a', 'b'].map((id) => ({ id, function: { name: id, arguments: '{}' } }));
    const message = { role: 'assistant', content: null, tool_calls: { 0: calls[0], 1: calls[1] } };
    const choices = { 0: { index: 0, message, finish_reason: 'tool_calls' } };
    at.upstream.script((response) => sendJson(response, { model: 'm', choices }));
    for (const stream of [false, true]) {
      await streamText(await create({ stream }));
      const { state, completion: kept } = await newest();
      expect(state).toBe('complete');
      const [choice] = kept['choices'] as { message: unknown }[];
      expect(callsOf(choice?.message)).toMatchObject([{ id: 'a' }, { id: 'b' }]);
    }
  });

  it('whose choices are one object has one choice, to the digit', async () => {
    const choice =
      '{ "message":{"role":"assistant","content":"Lima."},"finish_reason":"stop","x":1.0}';
    at.upstream.script((response) =>
      sendJson(response, `{"model":"m","seed":4944116822809979520,"choices":${choice}}`),
    );
    const response = await create();
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toContain('"choices":[{"message"');
    expect(text).toContain('4944116822809979520');
    expect(text).toContain('"x":1.0');
    expect(await newest()).toMatchObject({
      state: 'complete',
      completion: { choices: [{ message: { content: 'Lima.' } }] },
    });
  });

  it('that is a stream, line by line, is folded, and is no answer without its end', async () => {
    const pieces = [chunk({ content: 'Half' }), chunk({ content: ' and half' }, 'stop')];
    const lines = pieces.map((piece) => `${JSON.stringify(piece)}\n`);
    at.upstream.script((response) => sendJson(response, lines.join('')));
    const response = await create();
    expect(await response.json()).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { content: 'Half and half' }, finish_reason: 'stop' }],
    });
    expect(response.headers.get('x-completion-stored')).toBe('true');
    at.upstream.script((answer) => sendJson(answer, `${lines[0]}${lines[0]}`));
    expect((await create()).status).toBe(502);
  });

  it('is read however deep it is nested, up to 128 levels, and however short', async () => {
    for (const [levels, state] of [
      [120, 'complete'],
      [140, 'incomplete'],
    ] as const) {
      const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
      const body = `{"choices":[{"message":{"content":"a","x":${deep}},"finish_reason":"stop"}]}`;
      at.upstream.script((response) => sendJson(response, body));
      expect(await (await create()).text()).toContain(deep);
      const kept = await newest();
      expect(kept.state).toBe(state);
      expect(JSON.stringify(kept.completion)).toContain(deep);
    }
  });

  it.each([
    ['{"error":{"message":"Quota used up","code":429}}', 429],
    ['{"error":"Quota used up"}', 502],
    ['[{"error":{"message":"Quota used up"}}]', 502],
    ['{"detail":"Quota used up","error":{}}', 502],
    ['{"object":"error","message":"Quota used up","choices":null}', 502],
    ['{"error":{"message":"Quota used up"},"choices":[]}', 502],
  ])('that is an error under status 200 fails in its words: %s', async (body, status) => {
    at.upstream.script((response) => sendJson(response, body));
    const response = await create();
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { message: 'Quota used up' } });
    expect(await newest()).toMatchObject({
      state: 'incomplete',
      reason: 'upstream_error',
      completion: { error: { message: 'Quota used up' } },
    });
  });

  it.each([
    ['choices without anything', '{"choices":[null,3,{}]}'],
    ['no choices', '{"choices":[]}'],
    [
      'members of odd types',
      '{"id":7,"model":[],"created":"x","usage":5,"choices":[{"message":{"content":{"a":1}}}]}',
    ],
    [
      'numbers beyond all bounds',
      '{"choices":[],"usage":{"prompt_tokens":1e400,"completion_tokens":-1,"total_tokens":0.5}}',
    ],
    ['no finish reason', '{"choices":[{"message":{"content":"Half an"},"finish_reason":null}]}'],
    ['an empty finish reason', '{"choices":[{"message":{"content":"a"},"finish_reason":""}]}'],
    [
      'an error in a choice',
      '{"choices":[{"message":{"content":"a"},"finish_reason":"error","error":{"message":"x"}}]}',
    ],
    ['an error beside its choices', '{"choices":[{"finish_reason":"stop"}],"error":"x"}'],
  ])('with %s is passed on and kept as it is, and is not complete', async (_, body) => {
    at.upstream.script((response) => sendJson(response, body));
    const response = await create();
    expect(response.status).toBe(200);
    const passed = (await response.json()) as { id: string; choices: unknown };
    expect(passed.choices).toEqual((JSON.parse(body) as { choices: unknown }).choices);
    const kept = await newest();
    expect(kept).toMatchObject({ state: 'incomplete', completion: { id: passed.id } });
    expect(kept.completion['choices']).toEqual(passed.choices);
    expect(kept.completion['error']).toBeTruthy();
    const stored = await fetch(`${at.server.url}/v1/chat/completions/${passed.id}`);
    expect(stored.status).toBe(404);
  });

  it('nested too deep is passed on and kept as text', async () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const body = `{"choices":[{"message":{"content":"a"},"finish_reason":"stop","x":${deep}}]}`;
    at.upstream.script((response) => sendJson(response, body));
    const response = await create();
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(deep);
    expect(await newest()).toMatchObject({
      state: 'incomplete',
      reason: 'invalid_response',
      completion: { unreadable: body },
    });
    // Not even JSON: nothing may try to take it apart.
    at.upstream.script((response) => sendJson(response, `{"choices":${'['.repeat(5_000)}`));
    await expectUnreadable(await create());
  });

  it('of millions of values is passed on and kept as text', async () => {
    const many = `[${'{},'.repeat(2_000_000)}{}]`;
    const body = `{"choices":[{"message":{"content":"a"},"finish_reason":"stop","x":${many}}]}`;
    at.upstream.script((response) => sendJson(response, body));
    const response = await create();
    expect(response.status).toBe(200);
    expect((await response.text()).includes(many)).toBe(true);
    const { state, reason, completion } = await newest();
    expect([state, reason]).toEqual(['incomplete', 'invalid_response']);
    expect(completion['unreadable'] === body).toBe(true);
    expect(completion['error']).toMatchObject({ message: expect.stringContaining('1,000,000') });
    // Nor is a list of them an answer.
    at.upstream.script((response) => sendJson(response, many));
    await expectUnreadable(await create());
  });

  it('whose bytes are not UTF-8 is passed on, and says so where it is kept', async () => {
    const body = completion('Gr\u00fc\u00dfe');
    for (const stream of [false, true]) {
      at.upstream.script((response) => {
        response.end(Buffer.from(JSON.stringify(body), 'latin1'));
      });
      const response = await create({ stream });
      expect((await streamText(response)).text).toContain('Gr\ufffd\ufffde');
      const { state, completion: kept } = await newest();
      expect(state).toBe('incomplete');
      expect(JSON.stringify(kept['error'])).toContain('not UTF-8');
      expect(JSON.stringify(kept['choices'])).toContain('Gr\ufffd\ufffde');
    }
    // A replacement character that was sent is text like any other.
    at.upstream.script((response) => sendJson(response, completion('\ufffd')));
    await create();
    expect((await newest()).state).toBe('complete');
  });
});
