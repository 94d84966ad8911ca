import { expect, it } from 'vitest';
import { aikitStream, type Body } from '../testing/aikit';
import { chunk, scriptedProvider, sendEvents, sendJson } from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';

/** What AIKit reads of a stream, which it takes line by line. */
const at = useServer((upstream) => ({
  providers: [scriptedProvider(upstream)],
  config: { keepAliveInterval: 20 },
  listen: true,
}));

const streamOf = (parameters: Body, headers?: Record<string, string>) =>
  aikitStream(at.server.url, parameters, headers);

it('takes its streams line by line, though the model is silent before and in between', async () => {
  at.upstream.script(async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    await silence();
    sendEvents(response, [chunk({ role: 'assistant', content: 'Hel' })]);
    await silence();
    sendEvents(response, [chunk({ content: 'lo' }, 'stop'), '[DONE]']);
    response.end();
  });
  const asked = { stream: true, stream_options: { include_usage: true } };
  const { text, isStopped, usage } = await streamOf(asked);
  expect([text, isStopped, usage]).toEqual(['Hello', false, null]);
  // What the same reader would make of a comment.
  expect((await streamOf(asked, { 'x-keep-alive': 'comments' })).isStopped).toBe(true);
});

it('gets the usage of a stream before its end', async () => {
  const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
  at.upstream.script((response) => {
    sendEvents(response, [chunk({ role: 'assistant', content: 'Hi' }, 'stop')]);
    sendEvents(response, [{ ...chunk({}), choices: [], usage }, '[DONE]']);
    response.end();
  });
  const asked = { stream: true, stream_options: { include_usage: true } };
  expect(await streamOf(asked)).toMatchObject({ text: 'Hi', usage, isStopped: false });
});

it('gets the error of a stream that is refused as a body, of one that breaks as an event', async () => {
  const error = { message: 'Full.', type: 'x', param: null, code: 'c' };
  at.upstream.script((response) => sendJson(response, { error }, 503));
  expect(await streamOf({ stream: true })).toMatchObject({ status: 503, errors: [error] });

  at.upstream.script((response) => {
    sendEvents(response, [chunk({ role: 'assistant', content: 'Hel' }), { error }]);
    response.end();
  });
  const broken = await streamOf({ stream: true });
  expect(broken).toMatchObject({ status: 200, text: 'Hel', errors: [error], isStopped: true });

  at.upstream.script((response) => {
    sendEvents(response, [chunk({ role: 'assistant', content: 'Hel' })]);
    response.end();
  });
  const cut = await streamOf({ stream: true });
  expect(cut).toMatchObject({ text: 'Hel', isStopped: true });
  expect(cut.errors).toMatchObject([{ message: expect.any(String) as string }]);
});

function silence(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 120));
}
