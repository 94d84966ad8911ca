import { expect, it, onTestFinished } from 'vitest';
import { scriptedProvider, sendJson, startScriptedUpstream } from '../testing/scripted-upstream';
import { listMessages } from './provider-store';

it.each([
  ['with ids', (at: number) => ({ id: `m${at}` })],
  ['without', () => ({})],
])('the messages of a request are all its pages, each once: %s', async (_, naming) => {
  const upstream = await startScriptedUpstream();
  onTestFinished(() => upstream.close());
  const message = (at: number) => ({ ...naming(at), role: 'user', content: `${at}` });
  upstream.script((response, { url }) => {
    const first = Number(new URL(url, 'http://here').searchParams.get('after') ?? -1) + 1;
    const data = [first, first + 1].map(message);
    sendJson(response, { data, has_more: first < 4, last_id: `${first + 1}` });
  });
  const provider = scriptedProvider(upstream);
  const messages = await listMessages(provider, 'one', new AbortController().signal);
  expect(messages).toEqual([0, 1, 2, 3, 4, 5].map((at) => JSON.stringify(message(at))));
});
