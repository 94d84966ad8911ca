import 'fake-indexeddb/auto';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openApp } from '@/testing/open-app';
import {
  chunk,
  type ScriptedUpstream,
  sendEvents,
  sendJson,
  startScriptedUpstream,
} from '../../server/testing/scripted-upstream';
import { type Program, startProgram } from '../../server/testing/start-program';

// Whole pages, and a server to start: a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const PATIENT = { timeout: 40_000 };

let upstream: ScriptedUpstream;
let server: Program;
const { fetch: reach } = globalThis;

beforeAll(async () => {
  upstream = await startScriptedUpstream();
  server = await startProgram(upstream.baseUrl);
});
afterAll(async () => {
  await server.close();
  await upstream.close();
});
beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => reach(new URL(url, server.url), init));
});

const whole = (...deltas: object[]) => [
  ...deltas.map((delta) => chunk(delta)),
  chunk({}, 'stop'),
  '[DONE]',
];

let asked = 0;

/** Asks in the playground; resolves with the id of what was stored once the answer has ended. */
async function ask(events: readonly (object | string)[]): Promise<string> {
  upstream.script((response, { method }) => {
    if (method !== 'POST')
      return sendJson(response, { object: 'list', data: [{ id: 'm', object: 'model' }] });
    sendEvents(response, events);
    response.end();
  });
  const user = userEvent.setup({ delay: null });
  await openApp('/', /./);
  // What the case before said is still in the conversation.
  if (screen.queryAllByRole('article').length > 0) {
    await user.click(screen.getByRole('button', { name: 'New' }));
    await vi.waitFor(() => expect(screen.queryAllByRole('article')).toEqual([]), PATIENT);
  }
  await user.click(await screen.findByRole('button', { name: /^Model/ }));
  await user.click(await screen.findByRole('combobox', { name: /model/i }));
  await user.paste('openai:m');
  await user.keyboard('{Enter}');
  await user.click(screen.getByRole('textbox', { name: 'Message' }));
  await user.paste(`Well ${++asked}?`);
  await user.keyboard('{Enter}');
  await screen.findByText(/^(Stored|Saved as incomplete)/);
  const open = within(screen.getByRole('article', { name: 'Assistant' })).getByRole('link', {
    name: 'Open',
  });
  return decodeURIComponent(
    new URL(open.getAttribute('href') ?? '', server.url).pathname.slice(13),
  );
}

type Check = (answer: HTMLElement) => unknown;

/** What the rows of the table must say, by what was asked. */
const marks = new Map<string, (row: string) => void>();

/** The same is to be seen in the playground and on the completion's page; the table is looked at once, in the end. */
async function shownEverywhere(
  events: readonly (object | string)[],
  check: Check,
  row: (row: string) => void,
) {
  const id = await ask(events);
  await check(screen.getByRole('article', { name: 'Assistant' }));
  cleanup();
  await openApp(`/completions/${encodeURIComponent(id)}`, /Open in playground/);
  await check(screen.getByRole('article', { name: 'Assistant' }));
  cleanup();
  marks.set(`Well ${asked}?`, row);
}

const says = (words: RegExp | string) => (answer: HTMLElement) =>
  vi.waitFor(() => expect(answer.textContent).toMatch(words), { timeout: 20_000 });

const THOUGHT: Record<string, (object | string)[]> = {
  'parts of thinking, then text': whole(
    { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Count ' }] }] },
    { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'the days.' }] }] },
    { content: 'Seven ' },
    { content: 'days.' },
  ),
  'the same thinking in two members': whole(
    { reasoning: 'Count ', reasoning_content: 'Count ' },
    { reasoning: 'the days.', reasoning_content: 'the days.' },
    { content: 'Seven days.' },
  ),
  'thinking in tags': whole(
    { content: '<thi' },
    { content: 'nk>\nCount the days.\n</th' },
    { content: 'ink>\n\nSeven days.' },
  ),
};

describe('what streams in', () => {
  it.each(Object.entries(THOUGHT))(
    'reasoning is folded, and is no part of the text: %s',
    async (_, events) => {
      const seen = async (answer: HTMLElement) => {
        await within(answer).findByText('Seven days.');
        expect(within(answer).getAllByText('Reasoning')).toHaveLength(1);
        const thought = within(answer).getByText('Count the days.');
        expect(thought.closest('details')?.open).toBe(false);
        expect(answer.textContent).not.toMatch(
          /content of another kind|unknown content|<\/?think>/i,
        );
      };
      await shownEverywhere(events, seen, (row) => {
        expect(row).toContain('Seven days.');
        expect(row).not.toMatch(/Count the days|think>|other content/);
      });
    },
  );

  it('sources are numbered links under the answer, each once, and only to the web', async () => {
    const cited = (url: string, title: string) => ({
      type: 'url_citation',
      url_citation: { url, title, start_index: 0, end_index: 4 },
    });
    const said = chunk({
      content: 'Oslo [1].',
      annotations: [
        cited('https://example.com/oslo', 'About Oslo'),
        cited('javascript:alert(1)', 'Trap'),
      ],
    });
    const citations = ['https://example.com/oslo', 'https://example.org/fjord'];
    const events = [{ ...said, citations }, chunk({}, 'stop'), '[DONE]'];
    const seen = async (answer: HTMLElement) => {
      const sources = await within(answer).findByRole('region', { name: 'Sources' });
      const items = within(sources).getAllByRole('listitem');
      expect(items).toHaveLength(3);
      expect(within(sources).getAllByRole('link')).toHaveLength(2);
      const first = within(items[0]!).getByRole('link', { name: /About Oslo/ });
      expect(first.getAttribute('href')).toBe('https://example.com/oslo');
      expect(first.getAttribute('rel')).toMatch(/noopener.*noreferrer/);
      const other = within(sources).getByRole('link', { name: /fjord/ });
      expect(other.getAttribute('href')).toBe('https://example.org/fjord');
      expect(items[2]?.textContent).toContain('Trap');
    };
    await shownEverywhere(events, seen, (row) => expect(row).toContain('Oslo [1].'));
  });

  const CITY = { name: 'weather', arguments: '{"city":"Oslo"}' };
  const CALLS: [form: string, delta: object, finish: string, cards: [string, string][]][] = [
    ['the legacy form', { function_call: CITY }, 'function_call', [['weather', '"city": "Oslo"']]],
    [
      'arguments as an object, and a custom tool',
      {
        tool_calls: [
          {
            index: 0,
            id: 'c1',
            type: 'function',
            function: { ...CITY, arguments: { city: 'Oslo' } },
          },
          { index: 1, id: 'c2', type: 'custom', custom: { name: 'shell', input: 'ls -l /tmp' } },
        ],
      },
      'tool_calls',
      [
        ['weather', '"city": "Oslo"'],
        ['shell', 'ls -l /tmp'],
      ],
    ],
  ];

  it.each(CALLS)('calls are cards with name and arguments: %s', async (_, delta, finish, cards) => {
    const seen = async (answer: HTMLElement) => {
      for (const [name, input] of cards) {
        const card = await within(answer).findByRole('figure', { name: `Call of ${name}` });
        expect(card.textContent).toContain(input);
        expect(card.textContent).not.toContain('not JSON');
      }
      expect(within(answer).getAllByRole('figure')).toHaveLength(cards.length);
      expect(within(answer).queryAllByRole('note')).toHaveLength(0);
    };
    await shownEverywhere([chunk(delta, finish), '[DONE]'], seen, (row) => {
      for (const [name] of cards) expect(row).toContain(`${name}(`);
    });
  });

  it.each<[end: string, events: (object | string)[], words: RegExp, mark: string]>([
    [
      'held back by a filter',
      [chunk({}, 'content_filter'), '[DONE]'],
      /content filter.*held back/,
      '[filtered]',
    ],
    [
      'cut before any text',
      [chunk({ content: '' }, 'length'), '[DONE]'],
      /Cut at the limit of tokens.*before any text came/,
      '[cut at the limit of tokens]',
    ],
    [
      'refused',
      whole({ refusal: 'I can’t ' }, { refusal: 'help with that.' }),
      /The model refused.*I can’t help with that\./,
      '[refusal] I can’t help with that.',
    ],
    [
      'empty',
      whole({ role: 'assistant', content: '' }),
      /The answer is empty.*no text/,
      '[empty answer]',
    ],
  ])('an answer that is no text says so in words: %s', async (_, events, words, mark) => {
    await shownEverywhere(events, says(words), (row) => expect(row).toContain(mark));
  });

  it('an error in a choice is told in the words of the provider, and what came before it stays', async () => {
    const failed = chunk({ content: '' }, 'error');
    const error = { code: 502, message: 'Provider disconnected unexpectedly' };
    const choices = [{ ...failed.choices[0], error }];
    const events = [chunk({ content: 'Once upon' }), { ...failed, choices }, '[DONE]'];
    const seen = async (answer: HTMLElement) => {
      await says(/Once upon/)(answer);
      expect(await screen.findAllByText(/Provider disconnected/, {}, PATIENT)).toHaveLength(1);
      expect(document.body.textContent).toMatch(/Incomplete/);
      const asText = screen.queryByRole('radio', { name: 'Text' });
      if (!asText) return;
      await userEvent.click(asText);
      await vi.waitFor(() => {
        const told = screen.getByText(/Once upon/);
        expect(told.textContent?.split(error.message)).toHaveLength(2);
      }, PATIENT);
    };
    await shownEverywhere(events, seen, (row) => {
      expect(row).toMatch(/Incomplete/);
      expect(row).toContain('Once upon');
    });
  });

  it('an event that cannot be read is offered as it came', async () => {
    const odd = '{"choices":"<b>none</b>"}';
    const id = await ask([chunk({ content: 'Once upon' }), odd]);
    expect(screen.getByRole('article', { name: 'Assistant' }).textContent).toMatch(/Once upon/);
    expect(screen.getByRole('article', { name: 'Assistant' }).textContent).toMatch(/Incomplete/);
    cleanup();
    await openApp(`/completions/${encodeURIComponent(id)}`, /Incomplete: .*could not be read/);
    const came = screen.getByText('Received, but not readable');
    await userEvent.click(came);
    expect(await screen.findByText(odd)).toBeDefined();
    expect(screen.getByRole('button', { name: 'Copy what came' })).toBeDefined();
    cleanup();
  });

  it('has its mark in the table', async () => {
    await openApp('/completions', /Metadata|Output/);
    for (const [question, check] of marks)
      check((await screen.findByText(question)).closest('tr')?.textContent ?? '');
  });
});
