import { expect, it } from 'vitest';
import { createClient } from '@/api/client';
import { asStoredCompletion } from '@/api/stored-completion';
import { retrieveCompletion } from '@/api/retrieve-completion';
import { completionBody, sendJson, startTestServer } from '@/api/test-server';

const FACTS = {
  state: 'incomplete',
  reason: 'user_stop',
  provider: 'demo',
  requested_model: 'fast',
  upstream_id: null,
  timings: { first_token_ms: 5, total_ms: 40 },
  cost: null,
  caller: null,
};

it('reads a bare completion and one with the facts beside it', () => {
  const completion = completionBody('c');
  expect(asStoredCompletion(completion)).toEqual({ completion, facts: null });
  expect(asStoredCompletion({ completion, ...FACTS })).toEqual({ completion, facts: FACTS });
});

it('refuses what is neither', () => {
  for (const value of [null, {}, { completion: {} }, { completion: completionBody('c') }]) {
    expect(asStoredCompletion(value)).toBeNull();
  }
});

it('gives the facts with the completion, from wherever the client finds completions', async () => {
  const { client, seen } = await startTestServer((response) =>
    sendJson(response, { completion: completionBody('c', 'Half'), ...FACTS }),
  );
  const baseUrl = client.baseUrl.replace('/v1', '/api');
  const own = createClient({ baseUrl, completionsPath: '/completions' });
  const answer = await retrieveCompletion(own, 'c');
  expect(answer).toMatchObject({ text: 'Half', facts: FACTS, data: { id: 'c' } });
  expect(seen[0]?.url).toBe('/api/completions/c');
});
