import { describe, expect, it } from 'vitest';
import { createCompletion } from '../testing/create-completion';
import { chunk, scriptedProvider, sendEvents, sendJson } from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';

const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)], listen: true }));

type Row = { id: string; output_preview: string; state: string };

const get = async (path: string) => (await fetch(`${at.server.url}${path}`)).text();

async function newest(): Promise<Row> {
  const { data } = JSON.parse(await get('/api/completions?order=desc&limit=1')) as { data: Row[] };
  const [row] = data;
  if (!row) throw new Error('Nothing is stored');
  return row;
}

/** The row of a stream of these events. */
async function streamed(...events: (object | string)[]): Promise<Row> {
  at.upstream.script((response) => {
    sendEvents(response, events);
    response.end();
  });
  const response = await createCompletion(at.server.url, { stream: true, store: true });
  await response.text().catch(() => '');
  return newest();
}

const trained = () => get('/api/export?format=chat');

describe('in a fine-tuning export', () => {
  it('an answer whose choice failed is never, and one whose role came empty is', async () => {
    const failed = chunk({ content: '' }, 'error');
    const error = { code: 502, message: 'Upstream provider returned garbage' };
    const half = await streamed(
      chunk({ role: 'assistant', content: 'Half an' }),
      { ...failed, choices: failed.choices.map((choice) => ({ ...choice, error })) },
      '[DONE]',
    );
    expect(half.state).toBe('incomplete');
    const whole = await streamed(
      chunk({ role: 'assistant', content: '**Salt**' }),
      chunk({ role: '', content: ' and pepper' }),
      chunk({ role: '', content: '' }, 'stop'),
      '[DONE]',
    );
    expect(whole.state).toBe('complete');
    const lines = await trained();
    expect(lines).not.toContain('Half an');
    expect(lines).toContain('{"role":"assistant","content":"**Salt** and pepper"}');
  });

  it('one that says in one piece that it failed is not, even where it was brought in as whole', async () => {
    const line = {
      id: 'brought',
      object: 'chat.completion',
      created: 1,
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
      choices: [
        { message: { role: 'assistant', content: 'Brought half' }, finish_reason: 'ERROR' },
      ],
    };
    const body = JSON.stringify(line);
    await fetch(`${at.server.url}/api/import`, { method: 'POST', body });
    expect(await get('/api/completions/brought')).toContain('Brought half');
    expect(await trained()).not.toContain('Brought half');
  });
});

it('a choice without a message is opened, reviewed, found and deleted', async () => {
  const filter = { hate: { filtered: true, severity: 'high' } };
  at.upstream.script((response) =>
    sendJson(response, {
      id: 'c27b',
      object: 'chat.completion',
      created: 1_764_300_000,
      model: 'm-x',
      choices: [{ index: 0, finish_reason: 'content_filter', content_filter_results: filter }],
    }),
  );
  expect((await createCompletion(at.server.url, { store: true })).status).toBe(200);
  const { id, output_preview } = await newest();
  expect(output_preview).toBe('[filtered] (hate: high)');
  const path = `/v1/chat/completions/${id}`;
  const review = await fetch(`${at.server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ metadata: { review: 'bad' } }),
  });
  expect(await review.json()).toMatchObject({ id, metadata: { review: 'bad' } });
  expect(JSON.parse(await get(`/api/completions?finish_reason=content_filter`))).toMatchObject({
    data: [{ id, metadata: { review: 'bad' } }],
  });
  const deleted = await fetch(`${at.server.url}${path}`, { method: 'DELETE' });
  expect(await deleted.json()).toMatchObject({ id, deleted: true });
});

it.each([
  [
    '[image]',
    { images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw' } }] },
  ],
  ['[image]', { images: ['data:image/png;base64,iVBORw'] }],
  ['[image]', { content: [{ type: 'image_url', image_url: { url: 'https://x.test/a.png' } }] }],
  ['Look: [image]', { content: 'Look:', images: [{ image_url: 'https://x.test/a.png' }] }],
  ['[audio] Hello', { audio: { id: 'a', data: 'UklGRg==', transcript: 'Hello' } }],
  ['[refusal] No.', { refusal: 'No.' }],
  ['find({})', { function_call: { name: 'find', arguments: '{}' } }],
])('the table has a mark for what is no text: %s', async (mark, delta) => {
  const row = await streamed(
    chunk({ role: 'assistant', content: '' }),
    chunk(delta),
    chunk({}, 'stop'),
    '[DONE]',
  );
  expect(row).toMatchObject({ state: 'complete', output_preview: mark });
});
