import type { Locator, Page } from '@playwright/test';
import {
  chunk,
  type ScriptedUpstream,
  sendEvents,
  sendJson,
} from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

type Check = (answer: Locator) => Promise<unknown>;

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

test.beforeEach(async ({ page, upstream }) => {
  const data = [{ id: 'scripted-1', object: 'model', created: 1, owned_by: 'me' }];
  upstream.script((response) => sendJson(response, { object: 'list', data }));
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
});

async function ask(page: Page, upstream: ScriptedUpstream, events: readonly (object | string)[]) {
  upstream.script((response) => {
    sendEvents(response, events);
    response.end();
  });
  await page.getByRole('textbox', { name: 'Message' }).fill('Well?');
  await page.keyboard.press('Enter');
}

const whole = (...deltas: object[]) => [
  ...deltas.map((delta) => chunk(delta)),
  chunk({}, 'stop'),
  '[DONE]',
];

/** The same is to be seen in the playground and on the completion's page, which stays open. */
async function expectInBoth(page: Page, check: Check) {
  await expect(page.getByText(/^(Stored|Saved as incomplete)/)).toBeVisible();
  const answer = page.getByRole('article', { name: 'Assistant' });
  await check(answer);
  await page.getByRole('article').getByRole('link', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Open in playground' })).toBeVisible();
  await check(answer);
}

async function rowOfTable(page: Page): Promise<Locator> {
  await page.goto('/completions');
  await expect(page.getByRole('row')).toHaveCount(2);
  return page.getByRole('row').nth(1);
}

/** Reasoning stands once, folded, apart from the text. */
async function expectFolded(answer: Locator, thought: string, text: string) {
  await expect(answer.getByText(text, { exact: true })).toBeVisible();
  await expect(answer.getByText('Reasoning', { exact: true })).toHaveCount(1);
  await expect(answer.getByText(thought)).toHaveCount(1);
  await expect(answer.getByText(thought)).toBeHidden();
  await answer.getByText('Reasoning', { exact: true }).click();
  await expect(answer.getByText(thought)).toBeVisible();
  await expect(answer).not.toContainText(/content of another kind|unknown content|<\/?think>/i);
}

const REASONED = {
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

for (const [form, events] of Object.entries(REASONED)) {
  test(`reasoning is folded, and is no part of the text: ${form}`, async ({ page, upstream }) => {
    await ask(page, upstream, events);
    await expectInBoth(page, (answer) => expectFolded(answer, 'Count the days.', 'Seven days.'));
    const row = await rowOfTable(page);
    await expect(row).toContainText('Seven days.');
    await expect(row).not.toContainText(/Count the days|think>|other content/);
  });
}

test('reasoning goes back with the result of a tool', async ({ page, upstream }) => {
  const call = {
    index: 0,
    id: 'c1',
    type: 'function',
    function: { name: 'weather', arguments: '{"city":"Oslo"}' },
  };
  await ask(page, upstream, [
    chunk({ reasoning_content: 'The weather ' }),
    chunk({ reasoning_content: 'is needed.' }),
    chunk({ tool_calls: [call] }, 'tool_calls'),
    '[DONE]',
  ]);
  const card = page.getByRole('figure', { name: 'Call of weather' });
  await card.getByRole('textbox').fill('Rain');
  upstream.script((response) => {
    sendEvents(response, whole({ content: 'It rains.' }));
    response.end();
  });
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText('It rains.')).toBeVisible();
  const { messages } = JSON.parse(upstream.received.at(-1)?.body ?? '') as { messages: object[] };
  const { index: _, ...sent } = call;
  expect(messages.slice(1)).toEqual([
    {
      role: 'assistant',
      content: null,
      reasoning_content: 'The weather is needed.',
      tool_calls: [sent],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'Rain' },
  ]);
});

test('a picture and sound are seen and heard, and are marks in the table', async ({
  page,
  upstream,
}) => {
  const half = Buffer.alloc(2_400).toString('base64');
  await ask(
    page,
    upstream,
    whole(
      { images: [{ index: 0, type: 'image_url', image_url: { url: PIXEL } }] },
      { audio: { id: 'audio_1', transcript: 'Good ' } },
      { audio: { data: half } },
      { audio: { data: half, transcript: 'morning.' } },
      { audio: { expires_at: 1_900_000_000 } },
    ),
  );
  await expectInBoth(page, async (answer) => {
    const picture = answer.getByRole('img', { name: 'Made by the model' });
    await expect(picture).toHaveJSProperty('naturalWidth', 1);
    const sound = answer.getByRole('figure', { name: 'Audio' });
    await expect(sound).toContainText('Good morning.');
    const player = sound.locator('audio');
    await expect(player).toBeVisible();
    // Raw samples at 24 kHz: all of both pieces.
    await expect(player).toHaveJSProperty('duration', 0.1);
    await expect(sound.getByRole('link', { name: 'Save audio.wav' })).toBeVisible();
  });
  await expectAccessible(page);
  await expect(await rowOfTable(page)).toContainText('[image] [audio] Good morning.');
});

test('sources are numbered links under the answer, each once, and only to the web', async ({
  page,
  upstream,
}) => {
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
  await ask(page, upstream, [
    { ...said, citations: ['https://example.com/oslo', 'https://example.org/fjord'] },
    chunk({}, 'stop'),
    '[DONE]',
  ]);
  await expectInBoth(page, async (answer) => {
    const sources = answer.getByRole('region', { name: 'Sources' });
    await expect(sources.getByRole('listitem')).toHaveCount(3);
    await expect(sources.getByRole('link')).toHaveCount(2);
    const first = sources
      .getByRole('listitem')
      .first()
      .getByRole('link', { name: /About Oslo/ });
    await expect(first).toHaveAttribute('href', 'https://example.com/oslo');
    await expect(first).toHaveAttribute('rel', /noopener.*noreferrer/);
    await expect(sources.getByRole('link', { name: /fjord/ })).toHaveAttribute(
      'href',
      'https://example.org/fjord',
    );
    await expect(sources.getByRole('listitem').last()).toContainText('Trap');
  });
  await expect(await rowOfTable(page)).toContainText('Oslo [1].');
});

const CALLS: Record<string, { delta: object; finish: string; cards: [string, string][] }> = {
  'the legacy form': {
    delta: { function_call: { name: 'weather', arguments: '{"city":"Oslo"}' } },
    finish: 'function_call',
    cards: [['weather', '"city": "Oslo"']],
  },
  'arguments as an object, and a custom tool': {
    delta: {
      tool_calls: [
        {
          index: 0,
          id: 'c1',
          type: 'function',
          function: { name: 'weather', arguments: { city: 'Oslo' } },
        },
        { index: 1, id: 'c2', type: 'custom', custom: { name: 'shell', input: 'ls -l /tmp' } },
      ],
    },
    finish: 'tool_calls',
    cards: [
      ['weather', '"city": "Oslo"'],
      ['shell', 'ls -l /tmp'],
    ],
  },
};

for (const [form, { delta, finish, cards }] of Object.entries(CALLS)) {
  test(`calls are cards with name and arguments: ${form}`, async ({ page, upstream }) => {
    await ask(page, upstream, [chunk(delta, finish), '[DONE]']);
    await expectInBoth(page, async (answer) => {
      for (const [name, input] of cards) {
        const card = answer.getByRole('figure', { name: `Call of ${name}` });
        await expect(card).toContainText(input);
        await expect(card).not.toContainText('not JSON');
      }
      await expect(answer.getByRole('figure')).toHaveCount(cards.length);
      await expect(answer.getByRole('note')).toHaveCount(0);
    });
    const row = await rowOfTable(page);
    for (const [name] of cards) await expect(row).toContainText(`${name}(`);
  });
}

const ENDS: Record<string, { events: (object | string)[]; words: RegExp; mark: string }> = {
  'held back by a filter': {
    events: [chunk({}, 'content_filter'), '[DONE]'],
    words: /content filter.*held back/,
    mark: '[filtered]',
  },
  'cut before any text': {
    events: [chunk({ content: '' }, 'length'), '[DONE]'],
    words: /Cut at the limit of tokens.*before any text came/,
    mark: '[cut at the limit of tokens]',
  },
  refused: {
    events: whole({ refusal: 'I can’t ' }, { refusal: 'help with that.' }),
    words: /The model refused.*I can’t help with that\./,
    mark: '[refusal] I can’t help with that.',
  },
  empty: {
    events: whole({ role: 'assistant', content: '' }),
    words: /The answer is empty.*no text/,
    mark: '[empty answer]',
  },
};

for (const [end, { events, words, mark }] of Object.entries(ENDS)) {
  test(`an answer that is no text says so in words: ${end}`, async ({ page, upstream }) => {
    await ask(page, upstream, events);
    await expectInBoth(page, (answer) => expect(answer).toContainText(words));
    await expect(await rowOfTable(page)).toContainText(mark);
  });
}

test('an error in a choice is told in the words of the provider, and what came before it stays', async ({
  page,
  upstream,
}) => {
  const failed = chunk({ content: '' }, 'error');
  const error = { code: 502, message: 'Provider disconnected unexpectedly' };
  const choices = [{ ...failed.choices[0], error }];
  await ask(page, upstream, [chunk({ content: 'Once upon' }), { ...failed, choices }, '[DONE]']);
  await expect(page.getByRole('alert')).toContainText(error.message);
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Incomplete');
  await expectInBoth(page, async (answer) => {
    await expect(answer).toContainText('Once upon');
    await expect(page.getByText(error.message)).toHaveCount(1);
  });
  await expect(page.getByText('Incomplete: the provider failed')).toBeVisible();
  await page.getByRole('radio', { name: 'Text', exact: true }).click();
  const told = page.getByText(/Once upon/);
  await expect(told).toContainText(error.message);
  expect((await told.innerText()).split(error.message)).toHaveLength(2);
  const row = await rowOfTable(page);
  await expect(row).toContainText('Incomplete');
  await expect(row).toContainText('Once upon');
});

test('an event that cannot be read is offered as it came', async ({ page, upstream }) => {
  const odd = '{"choices":"<b>none</b>"}';
  await ask(page, upstream, [chunk({ content: 'Once upon' }), odd]);
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Incomplete');
  await expectInBoth(page, (answer) => expect(answer).toContainText('Once upon'));
  await expect(page.getByText(/^Incomplete: .*made no sense/)).toBeVisible();
  await expect(page.getByText(odd)).toHaveCount(0);
  await page.getByText('What came and could not be read').click();
  await expect(page.getByText(odd)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy what came' })).toBeVisible();
  await expect(await rowOfTable(page)).toContainText('Incomplete');
});
