import 'fake-indexeddb/auto';
import { cleanup } from '@testing-library/react';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openApp } from '@/testing/open-app';
import { createCompletion } from '../../server/testing/create-completion';
import { sendJson, startScriptedUpstream } from '../../server/testing/scripted-upstream';
import { type Program, startProgram } from '../../server/testing/start-program';

// Whole pages, and a server to start: a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

type Output = {
  message: object;
  choice?: object;
  top?: object;
  /** Seen in playground, detail, review and drawer. */
  shown: RegExp;
  /** Seen in the row of the table. */
  mark: RegExp;
  /** A word that finds it; null where it has none. */
  word: string | null;
};

/** What an answer may hold beside text, or instead of it. */
const OUTPUTS: Record<string, Output> = {
  sound: {
    message: {
      content: null,
      audio: { id: 'a', data: 'UklGRg==', transcript: 'Lerchensang' },
    },
    shown: /Lerchensang/,
    mark: /\[audio\] Lerchensang/,
    word: 'lerchensang',
  },
  'a picture': {
    message: {
      content: '',
      images: [{ type: 'image_url', image_url: { url: PIXEL } }],
    },
    shown: /Metadata|Verdict|Run/,
    mark: /\[image\]/,
    word: null,
  },
  annotations: {
    message: {
      content: 'High up.',
      annotations: [
        {
          type: 'url_citation',
          url_citation: { url: 'https://x.test/a', title: 'Gipfelbuch' },
        },
      ],
    },
    shown: /Gipfelbuch/,
    mark: /High up\./,
    word: 'gipfelbuch',
  },
  citations: {
    message: { content: 'Low down.' },
    top: { citations: ['https://talsohle.test/a'] },
    shown: /talsohle\.test/,
    mark: /Low down\./,
    word: null,
  },
  'a call of the old form': {
    message: {
      content: null,
      function_call: { name: 'roll_dice', arguments: '{"sides":20}' },
    },
    choice: { finish_reason: 'function_call' },
    shown: /roll_dice[\s\S]*20/,
    mark: /roll_dice\(/,
    word: 'roll_dice',
  },
  'free text for a tool': {
    message: {
      content: null,
      tool_calls: [
        {
          id: 'c',
          type: 'custom',
          custom: { name: 'sql', input: 'SELECT weinberg' },
        },
      ],
    },
    shown: /sql[\s\S]*SELECT weinberg/,
    mark: /sql\(SELECT weinberg\)/,
    word: 'weinberg',
  },
  'reasoning in a member': {
    message: { content: 'Six.', reasoning_content: 'Grübelei' },
    shown: /Reasoning[\s\S]*Six\./,
    mark: /Six\./,
    word: 'grübelei',
  },
  'reasoning in tags': {
    message: { content: '<think>Sinnieren</think>Seven.' },
    shown: /Reasoning[\s\S]*Seven\./,
    mark: /Seven\./,
    word: 'sinnieren',
  },
  'reasoning in parts': {
    message: {
      content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Klügeln' }] }],
    },
    shown: /Reasoning[\s\S]*Only reasoning came/,
    mark: /\[only reasoning\] Klügeln/,
    word: 'klügeln',
  },
  'reasoning that is kept back': {
    message: {
      content: 'Eight.',
      reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }],
    },
    shown: /has reasoned[\s\S]*Eight\./,
    mark: /Eight\./,
    word: 'eight',
  },
  'a filter': {
    message: { content: 'Anfangs' },
    choice: {
      finish_reason: 'content_filter',
      content_filter_results: { hate: { filtered: true, severity: 'high' } },
    },
    shown: /content filter[\s\S]*hate: high/,
    mark: /Anfangs/,
    word: 'anfangs',
  },
  'the limit': {
    message: { content: 'Abgebroch' },
    choice: { finish_reason: 'length' },
    shown: /Cut at the limit of tokens/,
    mark: /Abgebroch/,
    word: 'abgebroch',
  },
  'a refusal': {
    message: { content: null, refusal: 'Keinesfalls.' },
    shown: /The model refused[\s\S]*Keinesfalls\./,
    mark: /\[refusal\] Keinesfalls\./,
    word: 'keinesfalls',
  },
  'an empty answer': {
    message: { content: '' },
    shown: /The answer is empty/,
    mark: /\[empty answer\]/,
    word: null,
  },
  'no message': {
    message: {},
    choice: { message: undefined },
    shown: /This answer has no message/,
    mark: /\[no message\]/,
    word: null,
  },
};
const ALL = Object.entries(OUTPUTS);

let server: Program;
const ids = new Map<string, string>();
const { fetch: reach } = globalThis;

beforeAll(async () => {
  const upstream = await startScriptedUpstream();
  server = await startProgram(upstream.baseUrl);
  for (const [name, { message, choice, top }] of ALL) {
    upstream.script((response) =>
      sendJson(response, {
        object: 'chat.completion',
        model: 'm',
        choices: [
          {
            index: 0,
            message: { role: 'assistant', ...message },
            finish_reason: 'stop',
            ...choice,
          },
        ],
        ...top,
      }),
    );
    const asked = { store: true, model: 'openai:m' };
    const response = await createCompletion(server.url, asked);
    ids.set(name, ((await response.json()) as { id: string }).id);
  }
  await upstream.close();
});
afterAll(() => server.close());

const get = async (path: string) => (await reach(new URL(path, server.url))).text();

beforeEach(() => {
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => reach(new URL(url, server.url), init));
});

describe('what an answer holds beside text', () => {
  it.each(ALL)('is shown wherever it is read: %s', async (name, { message, shown }) => {
    const id = encodeURIComponent(ids.get(name) ?? '');
    const pages = [`/completions/${id}`, `/review?peek=${id}`, `/?from=${id}`];
    for (const path of [...pages, `/completions?peek=${id}`]) {
      const page = await openApp(path, shown);
      const sees = (what: string) =>
        vi.waitFor(() => expect(page.querySelector(what)).not.toBeNull(), { timeout: 10_000 });
      if ('images' in message) await sees(`img[src="${PIXEL}"]`);
      if ('audio' in message) await sees('audio');
      cleanup();
    }
  });

  it('has its mark in the table', async () => {
    const page = await openApp('/completions', /Metadata|Output/);
    const rows = [...page.querySelectorAll('tbody tr')].map((row) => row.textContent ?? '');
    for (const [name, { mark }] of ALL)
      expect([name, rows.some((row) => mark.test(row))]).toEqual([name, true]);
  });

  it.each(ALL.filter(([, { word }]) => word !== null))('is found: %s', async (name, { word }) => {
    const found = JSON.parse(await get(`/api/completions?q=${encodeURIComponent(word ?? '')}`)) as {
      data: { id: string }[];
    };
    expect(found.data.map(({ id }) => id)).toEqual([ids.get(name)]);
  });

  it('is exported as it came', async () => {
    const lines = (await get('/api/export?format=jsonl')).trim().split('\n');
    const records = lines.map((line) => JSON.parse(line) as Exported);
    for (const [name, { message, choice }] of ALL) {
      const body = records.find(({ id }) => id === ids.get(name))?.completion;
      const came = { role: 'assistant', ...message };
      expect([name, body?.choices[0]?.message]).toEqual([
        name,
        choice && 'message' in choice ? undefined : came,
      ]);
    }
  });
});

type Exported = { id: string; completion: { choices: { message?: object }[] } };
