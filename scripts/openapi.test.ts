import {
  chunkAnswer,
  completionAnswer,
  completionListAnswer,
  deletedAnswer,
  messageListAnswer,
} from '#contract/wire/completion-answer';
import { errorAnswer } from '#contract/wire/error-answer';
import { modelListAnswer } from '#contract/wire/model-answer';
import { isOwnParameter, settingNames } from '@/features/playground/parameters/parameter-table';
import { describe, expect, it, onTestFinished } from 'vitest';
import type * as z from 'zod/mini';
import { readDescription } from '../server/testing/openapi';
import { startApp } from '../server/testing/start-app';
import { wireErrors } from '../server/testing/wire-errors';

// Our own schemas in contract/wire are what every run checks. This suite holds them, the answers and the parameter
// table against OpenAI's published description, wherever somebody has it.
const file = process.env['OPENAPI_FILE'];
const CREATE = '/v1/chat/completions';

/** What the playground writes by other means than a setting, or does not offer. */
const NOT_SETTINGS = {
  model: 'picked at the top of the panel',
  messages: 'the conversation',
  stream: 'always',
  stream_options: 'the usage is always asked for',
  store: 'a switch of its own',
  metadata: 'fields of its own',
  functions: 'tools took their place; they still go as other members',
  function_call: 'tool_choice took its place; it still goes as another member',
};

it.skipIf(file)('OpenAI’s description', ({ skip }) => {
  skip('OPENAPI_FILE does not name the file, so nothing was held against it');
});

describe.runIf(file)('by OpenAI’s own description', () => {
  const description = readDescriptionOnce();

  it('every answer of the stored completions is as described', async () => {
    const server = await startApp();
    onTestFinished(() => server.close());
    const { app } = server;
    const payload = {
      model: 'demo:demo-echo',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
      ],
      n: 2,
      logprobs: true,
      store: true,
      metadata: { env: 'test' },
    };
    const created = await app.inject({ method: 'POST', url: CREATE, payload });
    const { id } = created.json<{ id: string }>();
    const one = `${CREATE}/${id}`;
    fits('CreateChatCompletionResponse', completionAnswer, created.json());
    const stored = await app.inject(one);
    fits('CreateChatCompletionResponse', completionAnswer, stored.json());
    const change = { metadata: { env: 'prod' } };
    const updated = await app.inject({ method: 'POST', url: one, payload: change });
    fits('CreateChatCompletionResponse', completionAnswer, updated.json());
    const list = await app.inject(CREATE);
    fits('ChatCompletionList', completionListAnswer, list.json());
    const messages = await app.inject(`${one}/messages`);
    expect(wireErrors(messageListAnswer, messages.json())).toEqual([]);
    // The description types request messages as answers, whose only role is assistant.
    const page = messages.json<{ data: object[] }>();
    const asAnswers = page.data.map((message) => ({ ...message, role: 'assistant' }));
    expect(description().errors('ChatCompletionMessageList', { ...page, data: asAnswers })).toEqual(
      [],
    );
    const deleted = await app.inject({ method: 'DELETE', url: one });
    fits('ChatCompletionDeleted', deletedAnswer, deleted.json());
    const gone = await app.inject(one);
    expect(gone.statusCode).toBe(404);
    fits('ErrorResponse', errorAnswer, gone.json());
    const empty = await app.inject(`${CREATE}?model=no-such`);
    fits('ChatCompletionList', completionListAnswer, empty.json());
    fits('ListModelsResponse', modelListAnswer, (await app.inject('/v1/models')).json());
  });

  it.each(['demo-echo', 'demo-tools', 'demo-json', 'demo-refusal', 'demo-markdown'])(
    'every event of a stream of %s, and what is stored of it, is as described',
    async (model) => {
      const server = await startApp();
      onTestFinished(() => server.close());
      const tools = [{ type: 'function', function: { name: 'weather', parameters: {} } }];
      const payload = {
        model: `demo:${model}`,
        messages: [{ role: 'user', content: 'Hello' }],
        stream: true,
        stream_options: { include_usage: true },
        store: true,
        ...(model === 'demo-tools' ? { tools } : {}),
      };
      const { body } = await server.app.inject({ method: 'POST', url: CREATE, payload });
      const events = body.split('\n\n').filter((event) => event.startsWith('data: {'));
      expect(events.length).toBeGreaterThan(2);
      for (const event of events)
        fits('CreateChatCompletionStreamResponse', chunkAnswer, JSON.parse(event.slice(6)));
      const list = await server.app.inject(CREATE);
      fits('ChatCompletionList', completionListAnswer, list.json());
      expect(list.json<{ data: object[] }>().data).toHaveLength(1);
    },
  );

  it('every parameter of a create has an entry in the table, or a reason to have none', () => {
    const openAis = settingNames.filter((name) => !isOwnParameter(name));
    const covered = [...openAis, ...Object.keys(NOT_SETTINGS)];
    const described = description().properties('CreateChatCompletionRequest');
    expect(covered.toSorted()).toEqual(described.toSorted());
  });

  /** By the description, and by our own schema, so that the two cannot part. */
  function fits(name: string, schema: z.ZodMiniType, value: unknown): void {
    expect(description().errors(name, value)).toEqual([]);
    expect(wireErrors(schema, value)).toEqual([]);
  }
});

/** Read by the first test, so that a run without the file never looks for it. */
function readDescriptionOnce() {
  let description: ReturnType<typeof readDescription> | undefined;
  return () => (description ??= readDescription(file ?? ''));
}
