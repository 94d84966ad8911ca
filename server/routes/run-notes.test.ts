import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { expect, it, vi } from 'vitest';
import { createCompletion } from '../testing/create-completion';
import { chunk, scriptedProvider, sendEvents } from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';

const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)], listen: true }));

it('a run tells what the provider says of its queue, until the answer begins', async () => {
  const held: ServerResponse[] = [];
  at.upstream.script((response) => {
    held.push(response);
    sendEvents(response, []);
  });
  const name = randomUUID();
  const headers = { 'x-run': name };
  const answer = createCompletion(at.server.url, { stream: true, store: true }, { headers });
  await vi.waitFor(() => expect(held).toHaveLength(1));
  const response = held[0]!; // waited for above
  const says = (note: string | null) =>
    vi.waitFor(async () => {
      const run = await fetch(`${at.server.url}/api/runs/${name}`);
      expect(await run.json()).toMatchObject({ note });
    });
  await says(null);
  response.write(': queued, 3 ahead\n\n');
  await says('queued, 3 ahead');
  sendEvents(response, [{ queue_position: 1 }, chunk({ role: 'assistant' })]);
  await says('queue position 1');
  sendEvents(response, [chunk({ content: 'Hello' })]);
  await says(null);
  response.write(': loading\n\n');
  sendEvents(response, [chunk({}, 'stop'), '[DONE]']);
  response.end();
  expect(await (await answer).text()).toContain('Hello');
});
