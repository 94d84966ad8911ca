import type { Page } from '@playwright/test';
import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

type Sent = { messages: { role: string; content: string }[] };

const MODELS = {
  object: 'list',
  data: [{ id: 'scripted-1', object: 'model', created: 1, owned_by: 'me' }],
};

test.beforeEach(async ({ page, upstream }) => {
  upstream.script((response) => sendJson(response, MODELS));
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
});

async function ask(page: Page, text: string) {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
}

test('an answer that was cut, stopped or edited is continued, and every version stays', async ({
  page,
  upstream,
}) => {
  upstream.script((response) => {
    sendEvents(response, [chunk({ content: 'Once upon' }, 'length'), '[DONE]']);
    response.end();
  });
  await ask(page, 'Tell me a story');
  const answer = page.getByRole('article', { name: 'Assistant' });
  await expect(answer.getByRole('note', { name: 'Cut at the limit of tokens' })).toBeVisible();
  await answer.getByRole('button', { name: 'Continue' }).hover();
  await expect(page.getByRole('tooltip')).toContainText('Some models begin anew');
  await expectAccessible(page);
  upstream.script((response) => sendEvents(response, [chunk({ content: ' a time' })]));
  await answer.getByRole('button', { name: 'Continue' }).click();
  await expect(answer).toContainText('Once upon a time');
  await expect(answer).toContainText('2 of 2');
  await page.keyboard.press('Escape');
  await expect(answer).toContainText('Stopped');
  upstream.script((response) => {
    sendEvents(response, [chunk({ content: ', the end.' }, 'stop'), '[DONE]']);
    response.end();
  });
  await answer.getByRole('button', { name: 'Continue' }).click();
  await expect(answer).toContainText('Once upon a time, the end.');
  await expect(answer).toContainText('3 of 3');
  await expect(answer.getByRole('button', { name: 'Continue' })).toHaveCount(0);
  const sent = JSON.parse(upstream.received.at(-1)?.body ?? '') as Sent;
  expect(sent.messages).toEqual([
    { role: 'user', content: 'Tell me a story' },
    { role: 'assistant', content: 'Once upon a time' },
  ]);

  await answer.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Text of the message' }).fill('Long {{ago}}');
  await page.keyboard.press('ControlOrMeta+Enter');
  await answer.getByRole('button', { name: 'Continue' }).click();
  await expect(answer).toContainText('Long {{ago}}, the end.');
  // An answer is no template: what looks like a variable is sent as it is.
  const last = JSON.parse(upstream.received.at(-1)?.body ?? '') as Sent;
  expect(last.messages.at(-1)?.content).toBe('Long {{ago}}');
  await answer.getByRole('button', { name: 'Version before' }).click();
  await expect(answer).toContainText('Long {{ago}}');
  await expect(answer).not.toContainText('the end');
});

test('several choices grow side by side, and the conversation goes on from the one that is chosen', async ({
  page,
  upstream,
}) => {
  let goOn = () => {};
  const isToGoOn = new Promise<void>((resolve) => (goOn = resolve));
  upstream.script(async (response, { body }) => {
    if ((JSON.parse(body) as Sent).messages.length > 1) {
      sendEvents(response, [chunk({ content: 'Fine.' }, 'stop'), '[DONE]']);
      return response.end();
    }
    sendEvents(
      response,
      [0, 1, 2].map((at) => chunk({ content: `Idea ${at + 1}` }, null, at)),
    );
    await isToGoOn;
    sendEvents(
      response,
      [0, 1, 2].map((at) => chunk({ content: ', whole' }, 'stop', at)),
    );
    sendEvents(response, ['[DONE]']);
    response.end();
  });
  await ask(page, 'Ideas?');
  const choice = (at: number) => page.getByRole('group', { name: `Choice ${at}` });
  for (const at of [1, 2, 3]) await expect(choice(at)).toContainText(`Idea ${at}`);
  goOn();
  for (const at of [1, 2, 3]) await expect(choice(at)).toContainText(`Idea ${at}, whole`);
  await choice(2).getByRole('radio', { name: 'Continue with this' }).check();
  await expectAccessible(page);
  await ask(page, 'More of it');
  await expect(page.getByText('Fine.')).toBeVisible();
  const sent = JSON.parse(upstream.received.at(-1)?.body ?? '') as Sent;
  expect(sent.messages[1]).toEqual({ role: 'assistant', content: 'Idea 2, whole' });

  await page.setViewportSize({ width: 390, height: 800 });
  await expect(choice(2)).toBeVisible();
  await expect(choice(1)).toBeHidden();
  await page.getByRole('radiogroup', { name: 'Choice' }).getByRole('radio', { name: '1' }).check();
  await expect(choice(1)).toBeVisible();
});

/** A token, with what could have been said instead. */
function token(bytes: number[], text: string, probability: number, other?: string) {
  const of = (name: string, p: number, own: number[]) => ({
    token: name,
    logprob: Math.log(p),
    bytes: own,
  });
  const said = of(text, probability, bytes);
  const instead = other ? [of(other, 0.03, [...Buffer.from(other)])] : [];
  return { ...said, top_logprobs: [said, ...instead] };
}

function chunkWith(content: string, tokens: object[]) {
  const piece = chunk({ content });
  const logprobs = { content: tokens, refusal: null };
  return { ...piece, choices: [{ ...piece.choices[0], logprobs }] };
}

test('probabilities are a map of the tokens that pointer and arrows go over, here and in the detail', async ({
  page,
  upstream,
}) => {
  const emoji = [...Buffer.from('🙂')];
  const words = Array.from({ length: 4_000 }, (_, at) => ` w${at}`);
  upstream.script((response) => {
    sendEvents(response, [
      chunkWith('Paris 🙂', [
        token([...Buffer.from('Paris')], 'Paris', 0.97, 'Lyon'),
        token([32, ...emoji.slice(0, 2)], 'bytes: \\xf0\\x9f', 0.5),
        token(emoji.slice(2), 'bytes:\\x99\\x82', 0.5),
      ]),
      chunkWith(
        words.join(''),
        words.map((word) => token([...Buffer.from(word)], word, 0.5)),
      ),
      chunk({}, 'stop'),
      '[DONE]',
    ]);
    response.end();
  });
  await ask(page, 'Where?');
  await page.getByRole('radio', { name: 'Probabilities' }).check();
  const map = page.getByRole('listbox', { name: 'Tokens by probability' });
  await expect(map.getByRole('option')).toHaveCount(4_002);
  await expect(map.getByRole('option').nth(1)).toHaveText(' 🙂');
  // Wherever the pointer rested, it is not on the map.
  await page.mouse.move(2, 2);
  await map.focus();
  const told = page.getByRole('status').filter({ hasText: '%' });
  await expect(told).toHaveText('Paris 97.0 %; instead: Lyon 3.0 %');
  await page.keyboard.press('ArrowRight');
  await expect(told).toHaveText(/🙂 25\.0 %/);
  await expect(page.getByText('2 tokens make')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(told).toHaveText(/w\d+ 50\.0 %/);
  await page.keyboard.press('End');
  await expect(told).toHaveText(/w3999 50\.0 %/);
  await page.keyboard.press('Escape');
  await expect(told).toHaveCount(0);
  await expect(page.getByText(/^Stored/)).toBeVisible();

  await page.getByRole('article').getByRole('link', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Open in playground' })).toBeVisible();
  await page.getByRole('radio', { name: 'Probabilities' }).check();
  await map.getByRole('option').first().hover();
  await expect(page.getByRole('cell', { name: 'Lyon', includeHidden: true })).toBeVisible();
});

test('an answer that had to be JSON is a tree, checked against its schema; reasoning is folded', async ({
  page,
  upstream,
}) => {
  const schema = {
    type: 'object',
    properties: { city: { type: 'string' }, days: { type: 'array', items: { type: 'number' } } },
    required: ['city'],
  };
  const stored = async (content: string) => {
    upstream.script((response) => {
      const delta = { content, reasoning_content: 'I should count the days.' };
      sendEvents(response, [chunk(delta, 'stop'), '[DONE]']);
      response.end();
    });
    const answer = await page.request.post('/v1/chat/completions', {
      data: {
        model: 'scripted-1',
        store: true,
        stream: true,
        messages: [{ role: 'user', content: 'Weather as JSON' }],
        response_format: { type: 'json_schema', json_schema: { name: 'weather', schema } },
      },
    });
    return answer.headers()['x-completion-id'] ?? '';
  };
  const good = await stored('{"city":"Oslo","days":[1,2.50]}');
  const bad = await stored('{"days":[1,"two"]}');
  await page.goto(`/completions/${good}`);
  await expect(page.getByText('Valid against the schema')).toBeVisible();
  await expect(page.getByText('2.50')).toBeVisible();
  await expect(page.getByText('I should count')).toBeHidden();
  await page.getByText('Reasoning', { exact: true }).click();
  await expect(page.getByText('I should count')).toBeVisible();
  await expectAccessible(page);
  await page.getByText('[ 2 ]').click();
  await expect(page.getByText('2.50')).toHaveCount(0);
  await page.getByRole('radio', { name: 'Text', exact: true }).last().check();
  await expect(page.getByText('{"city":"Oslo","days":[1,2.50]}')).toBeVisible();

  await page.goto(`/completions/${bad}`);
  await expect(page.getByText('2 things do not fit the schema')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'days[1]' })).toContainText('number');
});

test('an error in mid-stream keeps what had come, to be continued or asked again', async ({
  page,
  upstream,
}) => {
  upstream.script((response) => {
    const error = { message: 'The engine is overloaded.', type: 'server_error', code: null };
    sendEvents(response, [chunk({ content: 'Once upon' }), { error }]);
    response.end();
  });
  await ask(page, 'Tell me a story');
  const answer = page.getByRole('article', { name: 'Assistant' });
  await expect(page.getByRole('alert')).toContainText('overloaded');
  await expect(answer).toContainText('Once upon');
  await expect(answer).toContainText('Incomplete');
  upstream.script((response) => {
    sendEvents(response, [chunk({ content: ' a time.' }, 'stop'), '[DONE]']);
    response.end();
  });
  await answer.getByRole('button', { name: 'Continue' }).click();
  await expect(answer).toContainText('Once upon a time.');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await answer.getByRole('button', { name: 'Version before' }).click();
  await expect(answer.getByRole('button', { name: /Try again/ })).toBeVisible();
});
