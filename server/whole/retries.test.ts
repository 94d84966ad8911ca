import OpenAI from 'openai';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  chunk,
  completion,
  scriptedProvider,
  sendEvents,
  sendJson,
} from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';

// The official client asks again by itself where that can help, and only there.

const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)], listen: true }));
const MESSAGES = [{ role: 'user' as const, content: 'Hello' }];
const ASKED = { model: 'scripted:m', messages: MESSAGES };
let client: OpenAI;

beforeAll(() => {
  client = new OpenAI({ baseURL: `${at.server.url}/v1`, apiKey: 'unused', maxRetries: 1 });
});

const calls = () => at.upstream.received.length;

describe.each([429, 503, 500, 408, 409])('a provider that answers %d once', (status) => {
  it.each([false, true])(
    'is asked again by the client, which then succeeds (stream: %j)',
    async (stream) => {
      const before = calls();
      at.upstream.script((response) => {
        if (calls() === before + 1) {
          response.setHeader('retry-after-ms', '1');
          return sendJson(response, { error: { message: 'Slow down' } }, status);
        }
        if (!stream) return sendJson(response, completion('Hi'));
        sendEvents(response, [chunk({ content: 'Hi' }, 'stop'), '[DONE]']);
        response.end();
      });
      let text = '';
      if (stream) {
        const events = await client.chat.completions.create({ ...ASKED, store: true, stream });
        for await (const each of events) text += each.choices[0]?.delta.content ?? '';
      } else {
        const answer = await client.chat.completions.create({ ...ASKED, store: true });
        text = answer.choices[0]?.message.content ?? '';
      }
      expect(text).toBe('Hi');
      expect(calls()).toBe(before + 2);
    },
  );
});

describe('what may have been paid for is never asked for again', () => {
  it('a stream that broke', async () => {
    const before = calls();
    at.upstream.script((response) => {
      sendEvents(response, [chunk({ content: 'Half an' })]);
      setTimeout(() => response.destroy(), 10);
    });
    const events = await client.chat.completions.create({ ...ASKED, store: true, stream: true });
    const read = async () => {
      for await (const _ of events);
    };
    await expect(read()).rejects.toThrow();
    expect(calls()).toBe(before + 1);
  });

  it.each([
    ['broke off', '{"choices":[', true],
    ['cannot be read', 'not JSON', false],
    ['is no completion', '{"object":"list"}', false],
  ])('an answer that %s', async (_, body, isCut) => {
    const before = calls();
    at.upstream.script((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(body);
      if (isCut) setTimeout(() => response.destroy(), 10);
      else response.end();
    });
    await expect(client.chat.completions.create({ ...ASKED, store: true })).rejects.toThrow();
    expect(calls()).toBe(before + 1);
  });

  it.each([false, true])('an answer that could not be stored (stream: %j)', async (stream) => {
    const before = calls();
    at.upstream.script((response) => {
      if (!stream) return sendJson(response, completion('Hi'));
      sendEvents(response, [chunk({ content: 'Hi' }, 'stop'), '[DONE]']);
      response.end();
    });
    const { store } = at.server.parts;
    const finish = store.finish.bind(store);
    store.finish = () => Promise.reject(new Error('the disk is full'));
    try {
      if (stream) {
        const events = await client.chat.completions.create({ ...ASKED, store: true, stream });
        const read = async () => {
          for await (const _ of events);
        };
        await expect(read()).rejects.toThrow('could not be stored');
      } else {
        const { response } = await client.chat.completions
          .create({ ...ASKED, store: true })
          .withResponse();
        expect(response.headers.get('x-completion-stored')).toBe('false');
      }
    } finally {
      store.finish = finish;
    }
    expect(calls()).toBe(before + 1);
  });
});
