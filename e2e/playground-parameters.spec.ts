import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

type Body = {
  messages: { role: string; content: string; tool_call_id?: string }[];
  top_p?: number;
};

test.beforeEach(async ({ page, upstream }) => {
  upstream.script((response) => sendJson(response, { object: 'list', data: [] }));
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
});

test('a refused parameter is left out with one click, and from then on for this model', async ({
  page,
  upstream,
}) => {
  const asked: (number | undefined)[] = [];
  upstream.script((response, { method, body }) => {
    if (method === 'GET') return sendJson(response, { object: 'list', data: [] });
    asked.push((JSON.parse(body) as Body).top_p);
    if ((JSON.parse(body) as Body).top_p !== undefined) {
      const message = "Unsupported parameter: 'top_p' is not supported with this model.";
      const error = {
        message,
        type: 'invalid_request_error',
        param: 'top_p',
        code: 'unsupported_parameter',
      };
      return sendJson(response, { error }, 400);
    }
    sendEvents(response, [chunk({ role: 'assistant', content: 'Fine.' }, 'stop'), '[DONE]']);
    response.end();
  });
  await page.getByRole('button', { name: 'Set top_p' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('Hello');
  await page.keyboard.press('Enter');
  const leaveOut = page.getByRole('button', { name: 'Leave out top_p and try again' });
  await expect(leaveOut).toBeVisible();
  // Nothing is sent again by itself: not by a reload, nor by what is looked at meanwhile.
  await page.reload();
  await page.getByRole('link', { name: 'Completions' }).click();
  await page.getByRole('link', { name: 'Playground' }).click();
  await expect(leaveOut).toBeVisible();
  expect(asked).toEqual([1]);
  await leaveOut.click();
  const answer = page.getByRole('article', { name: 'Assistant' });
  await expect(answer).toContainText('Fine.');
  await expect(page.getByText('Left out for this model, which refused it.')).toBeVisible();
  expect(asked).toEqual([1, undefined]);
  await expectAccessible(page);
  await page.reload();
  await page.getByRole('textbox', { name: 'Message' }).fill('Again');
  await page.keyboard.press('Enter');
  await expect(answer).toHaveCount(2);
  await expect(answer.last()).toContainText('Fine.');
  await page.getByRole('button', { name: 'Send it again' }).click();
  await expect(page.getByText('Left out for this model')).toHaveCount(0);
});

test('a parameter explains itself, says what it needs, and is sent as it was set', async ({
  page,
  upstream,
}) => {
  let sent: unknown;
  upstream.script((response, { method, body }) => {
    if (method === 'GET') return sendJson(response, { object: 'list', data: [] });
    sent = JSON.parse(body);
    sendEvents(response, [chunk({ role: 'assistant', content: 'Fine.' }, 'stop'), '[DONE]']);
    response.end();
  });
  await page.getByRole('button', { name: /^\d+ more$/ }).click();
  await page.getByRole('button', { name: 'Set logit_bias' }).click();
  await expect(page.getByText('token ids with −100')).toBeVisible();
  await page.getByRole('textbox', { name: 'Bias by token id' }).fill('{"50256":-100}');
  await page.getByRole('button', { name: 'Set top_logprobs' }).click();
  await expect(page.getByText('It is refused without logprobs: set that too.')).toBeVisible();
  await page.getByRole('button', { name: 'Set logprobs' }).click();
  await page.getByRole('button', { name: 'Set tools' }).click();
  const tool = { type: 'function', function: { name: 'get_weather' } };
  await page.getByRole('button', { name: 'Edit as JSON' }).click();
  await page.getByRole('textbox', { name: 'Tools, as' }).fill(JSON.stringify([tool]));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Set tool_choice' }).click();
  await page.getByLabel('Which tool is called').selectOption('only get_weather');
  await page.getByRole('button', { name: 'Set Other members' }).click();
  await page.getByRole('button', { name: 'Edit as JSON' }).click();
  const other = page.getByRole('textbox', { name: 'Other members' });
  await other.fill('{"temperature":2}');
  await expect(page.getByText('Take “temperature” out')).toBeVisible();
  await other.fill('{"top_k":40}');
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Unset / })).toHaveCount(6);
  await page.getByRole('textbox', { name: 'Message' }).fill('Hello');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Fine.');
  expect(sent).toMatchObject({
    tools: [tool],
    tool_choice: tool,
    logit_bias: { 50256: -100 },
    logprobs: true,
    top_logprobs: 5,
    top_k: 40,
  });
  expect(sent).not.toHaveProperty('temperature');
});

test('several calls get their results, and the conversation goes on with them', async ({
  page,
  upstream,
}) => {
  const call = (index: number, id: string, city: string) => ({
    index,
    id,
    type: 'function',
    function: { name: 'get_weather', arguments: JSON.stringify({ city }) },
  });
  upstream.script((response, { method, body }) => {
    if (method === 'GET') return sendJson(response, { object: 'list', data: [] });
    const { messages } = JSON.parse(body) as Body;
    const results = messages.filter(({ role }) => role === 'tool');
    const said = results.map((each) => `${each.tool_call_id} ${each.content}`).join(', ');
    const delta = said
      ? { role: 'assistant', content: `Heard: ${said}` }
      : { role: 'assistant', tool_calls: [call(0, 'c1', 'Paris'), call(1, 'c2', 'Oslo')] };
    sendEvents(response, [chunk(delta, said ? 'stop' : 'tool_calls'), '[DONE]']);
    response.end();
  });
  await page.getByRole('textbox', { name: 'Message' }).fill('Weather?');
  await page.keyboard.press('Enter');
  const results = page.getByRole('textbox', { name: 'Result of get_weather' });
  await expect(results).toHaveCount(2);
  await expectAccessible(page);
  await results.nth(0).fill('sunny');
  await results.nth(1).fill('snow');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Heard: c1 sunny, c2 snow')).toBeVisible();
  await expect(results).toHaveCount(0);
});

test(
  'only the last messages are sent where the reader says so, now and after a reload',
  { tag: '@edge' },
  async ({ page, upstream }) => {
    let sent: string[] = [];
    upstream.script((response, { method, body }) => {
      if (method === 'GET') return sendJson(response, { object: 'list', data: [] });
      sent = (JSON.parse(body) as Body).messages.map(({ content }) => content);
      sendEvents(response, [
        chunk({ role: 'assistant', content: `Of ${sent.length}` }, 'stop'),
        '[DONE]',
      ]);
      response.end();
    });
    const answers = page.getByRole('article', { name: 'Assistant' });
    const ask = async (text: string, count: number) => {
      await page.getByRole('textbox', { name: 'Message' }).fill(text);
      await page.keyboard.press('Enter');
      await expect(answers).toHaveCount(count);
      await expect(answers.last()).toContainText(/Of \d+/);
    };
    const number = page.getByRole('textbox', { name: 'How many at most' });

    await page.getByLabel('Role of the message').selectOption('system');
    await page.getByRole('textbox', { name: 'Message' }).fill('Be brief');
    await page.getByRole('button', { name: 'Add without running' }).click();
    await page.getByLabel('Role of the message').selectOption('user');
    await ask('One', 1);
    await ask('Two', 2);
    expect(sent).toEqual(['Be brief', 'One', 'Of 2', 'Two']);
    await page.getByRole('button', { name: /^\d+ more$/ }).click();
    await page.getByRole('button', { name: 'Set Last messages' }).click();
    await number.fill('none');
    await expect(page.getByText('Enter a whole number of at least 1.')).toBeVisible();
    await number.fill('2');
    await expectAccessible(page);
    await ask('Three', 3);
    expect(sent).toEqual(['Be brief', 'Of 4', 'Three']);

    await page.reload();
    await page.getByRole('button', { name: 'Last messages 2' }).click();
    await expect(number).toHaveValue('2');
    await ask('Four', 4);
    expect(sent).toEqual(['Be brief', 'Of 3', 'Four']);
    await page.getByRole('button', { name: 'Unset Last messages' }).click();
    await ask('Five', 5);
    expect(sent).toHaveLength(10);
  },
);
