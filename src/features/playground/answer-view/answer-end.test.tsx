import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '@/api/api-error';
import { createQueryClient } from '@/queries/query-client';
import { failureOf } from '../answers/failure-of';
import { type AnswerTurn, answerTurn, promptTurn, type Run } from '../turns/conversation';
import { emptyConversation, usePlayground } from '../turns/playground-store';
import { chained } from '../turns/turn-tree';
import { AnswerEnd } from './answer-end';

const onRun = vi.fn();

beforeEach(() => usePlayground.setState(emptyConversation(), true));
afterEach(() => onRun.mockClear());

const usage = (completion_tokens: number) => ({
  prompt_tokens: 10,
  completion_tokens,
  total_tokens: 10 + completion_tokens,
});

type Made = Partial<AnswerTurn> & { text?: string; finish?: string; tokens?: number };

function answer({ text, finish = 'stop', tokens, ...rest }: Made): AnswerTurn {
  const turn = answerTurn({ model: 'm', isOurs: true }, false);
  return {
    ...turn,
    run: { state: 'complete' },
    choices: text === undefined ? [] : [{ role: 'assistant', content: text, refusal: null }],
    ends: [{ finish, logprobs: null }],
    ...rest,
    facts: { ...turn.facts, usage: tokens === undefined ? null : usage(tokens) },
  };
}

const user = (content: string) => promptTurn({ role: 'user', content });

function show(made: Made, before = [user('Hello')]) {
  const tree = chained([...before, answer(made)]);
  usePlayground.setState(tree);
  const turn = tree.turns.at(-1) as AnswerTurn;
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <AnswerEnd turn={turn} onRun={onRun} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const steps = (within_: HTMLElement) =>
  [...within_.querySelectorAll('button, a')].map(({ textContent }) => textContent);

test('an answer that ended well has nothing to say', () => {
  show({ text: 'Fine.' });
  expect(document.body.textContent).toBe('');
});

test('a stopped answer says after how many tokens, and goes on from there or begins anew', async () => {
  show({ text: 'Half', run: { state: 'stopped' }, tokens: 112 });
  const note = screen.getByRole('note', { name: 'Stopped after 112 tokens' });
  expect(steps(note)).toEqual(['Continue', 'Try again']);
  await userEvent.click(within(note).getByRole('button', { name: 'Continue' }));
  expect(onRun).toHaveBeenCalledWith(expect.objectContaining({ content: 'Half' }));
});

test('an answer that was stopped before its first word can only be asked for again', () => {
  show({ run: { state: 'stopped' } });
  expect(steps(screen.getByRole('note', { name: 'Stopped' }))).toEqual(['Try again']);
});

test.each(['max_completion_tokens', 'max_tokens'] as const)(
  'an answer cut off by %s names it, and is asked for again with more',
  async (name) => {
    const { parameters } = usePlayground.getState();
    usePlayground.setState({
      parameters: { ...parameters, [name]: { isSet: true, value: '800' } },
    });
    show({ text: 'Half', finish: 'length', tokens: 800 });
    const note = screen.getByRole('note', { name: 'Cut off at 800 tokens' });
    expect(note.textContent).toContain(`${name} is set.`);
    expect(steps(note)).toEqual(['Continue', 'Try again with 4,000', 'Try again']);
    await userEvent.click(within(note).getByRole('button', { name: 'Try again with 4,000' }));
    expect(usePlayground.getState().parameters[name]).toEqual({ isSet: true, value: '4000' });
    expect(onRun).toHaveBeenCalledOnce();
  },
);

test.each([null, '4000'])('a limit of %s has not cut off an answer of 800 tokens', (limit) => {
  const { parameters } = usePlayground.getState();
  const max_completion_tokens = { isSet: limit !== null, value: limit ?? '1024' };
  usePlayground.setState({ parameters: { ...parameters, max_completion_tokens } });
  show({ text: 'Half', finish: 'length', tokens: 800 });
  const note = screen.getByRole('note', { name: 'Cut off at 800 tokens' });
  expect(note.textContent).toContain('By the limit of the model or its provider');
  expect(steps(note)).toEqual(['Continue', 'Try again']);
});

test('a filtered answer says why and offers another model', () => {
  const ends = [
    {
      finish: 'content_filter',
      logprobs: null,
      content_filter_results: { violence: { filtered: true, severity: 'medium' } },
    },
  ];
  show({ text: '', ends });
  const note = screen.getByRole('note', { name: 'Stopped by the provider’s content filter' });
  expect(note.textContent).toContain('violence: medium');
  expect(steps(note)).toEqual(['Other model', 'Try again']);
});

const refused = (status: number, code: string | null, message = 'Said so.', headers = {}) =>
  new ApiError({ kind: 'status', status, code, message, headers: new Headers(headers) });

function showFailed(error: unknown, made: Made = {}, before?: Parameters<typeof show>[1]) {
  const run: Run = { state: 'failed', failure: failureOf(error) };
  show({ ...made, run }, before);
  return screen.getByRole('alert');
}

test.each([
  ['a refused key', refused(401, 'invalid_api_key'), ['Check the key in Settings', 'Try again']],
  ['no such model', refused(404, 'model_not_found'), ['Try again', 'Other model']],
  ['a failed provider', refused(500, null), ['Try again', 'Other model']],
  ['a busy provider', refused(529, 'overloaded_error'), ['Try again', 'Other model']],
  ['too many requests', refused(429, 'rate_limit_exceeded'), ['Try again', 'Other model']],
  ['a server out of reach', new ApiError({ kind: 'network', message: 'x' }), ['Try again']],
])('%s offers its next steps', (_, error, offered) => {
  expect(steps(showFailed(error))).toEqual(offered);
});

test.each([
  refused(429, 'insufficient_quota'),
  refused(402, null, 'Insufficient Balance'),
  refused(
    429,
    null,
    'You exceeded your current quota, please check your plan and billing details.',
  ),
  refused(403, null, 'Your credit balance is too low to access the API.'),
])('a quota that is used up is no limit that passes: %s', (error) => {
  const alert = showFailed(error);
  expect(alert.textContent).toContain('The quota or the credit is used up');
  expect(steps(alert)).toEqual(['Try again', 'Other model']);
});

test.each([
  refused(404, null, "model 'qwen9' not found"),
  refused(404, null, 'The model `qwen9` does not exist.'),
  refused(400, null, 'qwen9 is not a valid model ID'),
  refused(
    400,
    null,
    '/chat/completions: Invalid model name passed in model=qwen9. Call `/v1/models`',
  ),
])('a model that is not there is known by words alone: %s', (error) => {
  const alert = showFailed(error);
  expect(alert.textContent).toContain('This model cannot be used');
  expect(steps(alert)).toEqual(['Try again', 'Other model']);
});

const turns = ['1', '2', '3', '4', '5', '6'].map(user);

test.each([
  refused(400, 'context_length_exceeded'),
  refused(400, null, "This model's maximum context length is 4096 tokens. However, you requested"),
  refused(400, null, 'the request exceeds the available context size. try increasing it'),
  refused(400, null, 'prompt is too long: 210000 tokens > 200000 maximum'),
  refused(400, null, 'input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000'),
  refused(400, null, 'The prompt (total length 25938) is too long to fit into the model'),
  refused(
    400,
    null,
    'The input token count (1200000) exceeds the maximum number of tokens allowed',
  ),
  refused(
    400,
    null,
    "This model's maximum prompt length is 131072 but the request contains 200000",
  ),
  refused(413, null, 'This endpoint has a maximum context length of 8192 tokens'),
])('a conversation that is too long is sent in half: %s', async (error) => {
  const system = promptTurn({ role: 'system', content: 'Be brief' });
  const alert = showFailed(error, {}, [system, ...turns]);
  expect(alert.textContent).toContain('too long for this model');
  expect(steps(alert)).toEqual(['Send the last 3 messages only', 'Other model', 'Try again']);
  await userEvent.click(within(alert).getByRole('button', { name: /^Send the last/ }));
  expect(usePlayground.getState().parameters.numberOfMessages).toEqual({ isSet: true, value: '3' });
  expect(onRun).toHaveBeenCalledOnce();
});

test('one message alone has no half', () => {
  expect(steps(showFailed(refused(400, 'context_length_exceeded')))).toEqual([
    'Other model',
    'Try again',
  ]);
});

test('what is refused for another reason is not called too long', () => {
  const alert = showFailed(refused(400, null, 'max_tokens is too large: 100000'));
  expect(alert.textContent).toContain('The request was refused');
});

test('an answer that broke off goes on from what had come', () => {
  const error = new ApiError({ kind: 'broken_stream', message: 'It ended early.' });
  expect(steps(showFailed(error, { text: 'Half' }))).toEqual(['Continue', 'Try again']);
});

test('a time that the provider names is waited for when the reader says so, and can be called off', async () => {
  const alert = showFailed(refused(429, 'rate_limit_exceeded', 'Slow.', { 'retry-after': '600' }));
  expect(steps(alert)).toEqual([
    expect.stringMatching(/^Try again in \d+ s$/),
    'Try now',
    'Other model',
  ]);
  await userEvent.click(within(alert).getByRole('button', { name: /^Try again in/ }));
  const armed = within(alert).getByRole('button', { name: /^Trying again in \d+ s/ });
  expect(armed.getAttribute('aria-pressed')).toBe('true');
  await userEvent.click(armed);
  expect(within(alert).getByRole('button', { name: /^Try again in/ })).toBeTruthy();
  expect(onRun).not.toHaveBeenCalled();
  await userEvent.click(within(alert).getByRole('button', { name: 'Try now' }));
  expect(onRun).toHaveBeenCalledOnce();
});
