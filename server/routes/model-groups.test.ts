import { expect, it } from 'vitest';
import type { ModelGroup } from '#contract/wire/models';
import { plainProvider } from '../providers/provider';
import { ask } from '../testing/jobs';
import { startUntilEnd } from '../testing/providers';
import { scriptedProvider, sendJson, startScriptedUpstream } from '../testing/scripted-upstream';

it('models come by provider with what is known of them, one that is silent with its reason', async () => {
  const upstream = await startScriptedUpstream();
  const dead = plainProvider('dead', 'http://127.0.0.1:1/v1', 'file');
  const server = await startUntilEnd({
    providers: [scriptedProvider(upstream), dead],
    aliases: {
      fast: { provider: 'scripted', model: 'vendor/one' },
      lost: { provider: 'nobody', model: 'm' },
    },
  });
  const groups = async () =>
    (await ask<{ data: ModelGroup[] }>(server, 'GET', '/api/models')).body.data;
  const one = {
    id: 'vendor/one',
    context_length: 128_000,
    architecture: { input_modalities: ['text', 'image'] },
    supported_parameters: ['tools', 'reasoning'],
    expiration_date: '2027-01-14',
  };
  upstream.script((response) => sendJson(response, { data: [one, { id: 'plain' }] }));
  const [first, second, demo, aliases] = await groups();
  expect([first, second, demo].map((group) => group?.takes)).toEqual([null, null, []]);
  const facts = {
    context: 128_000,
    sees: true,
    tools: true,
    schema: false,
    reasons: true,
    ends: '2027-01-14',
  };
  expect(first).toMatchObject({
    provider: 'scripted',
    default: true,
    local: true,
    problem: null,
    models: [
      { id: 'vendor/one', ...facts, input: null },
      { id: 'plain', context: null, sees: null },
    ],
  });
  expect(second).toMatchObject({
    provider: 'dead',
    problem: expect.stringContaining('refused') as string,
    models: [],
  });
  expect(demo?.models[0]?.id).toMatch(/^demo:/);
  expect(aliases).toMatchObject({
    provider: null,
    models: [{ id: 'fast', leads_to: 'vendor/one', ...facts }],
  });
  const owned = { id: 'vendor/one', owned_by: 'vllm' };
  upstream.script((response) => sendJson(response, { data: [owned, { id: 'plain' }] }));
  expect((await groups())[0]?.takes).toEqual(['top_k', 'min_p', 'repetition_penalty']);
  // What it listed last is still seen.
  await upstream.close();
  const [later] = await groups();
  expect(later?.problem).toContain('refused');
  expect(later?.models.map(({ id }) => id)).toEqual(['vendor/one', 'plain']);
});
