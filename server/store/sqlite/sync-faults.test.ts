import { expect, it, onTestFinished, vi } from 'vitest';
import { createCompletion } from '../../testing/create-completion';
import { completion, sendJson, startScriptedUpstream } from '../../testing/scripted-upstream';
import { startProgram } from '../../testing/start-program';
import { syncFaults } from '../../testing/sync-faults';

// A whole program is started, on machines that have other work as well.
vi.setConfig({ testTimeout: 120_000 });

it('a disk whose syncs fail or are slow: nothing is acknowledged that may be lost, and nobody called for nothing', async ({
  skip,
}) => {
  const faults = syncFaults();
  if (!faults) return skip('needs Linux and a C compiler');
  const upstream = await startScriptedUpstream();
  onTestFinished(() => upstream.close());
  upstream.script((response) => sendJson(response, completion('fine')));
  const program = await startProgram(upstream.baseUrl, faults.env);
  const { url } = program;
  onTestFinished(() => program.close());
  const create = () => createCompletion(url, { model: 'm', store: true });
  const status = async (path: string, init?: RequestInit) => (await fetch(url + path, init)).status;

  faults.set('slow');
  const slow = await create();
  expect(slow.headers.get('x-completion-stored')).toBe('true');
  const path = `/v1/chat/completions/${slow.headers.get('x-completion-id')}`;

  faults.set('fails');
  const calls = upstream.received.length;
  const refused = await create();
  expect(refused.status).toBe(503);
  expect(await refused.text()).toMatch(/disk .* has a fault.*No model was called/);
  expect(upstream.received).toHaveLength(calls);
  expect(await status('/readyz')).toBe(503);
  expect(await status(path)).toBe(200);
  expect(await status(path, { method: 'DELETE' })).toBe(503);
  expect(await status(path)).toBe(200);

  faults.set(null);
  upstream.script((response) => {
    faults.set('fails');
    sendJson(response, completion('paid'));
  });
  const paid = await create();
  expect(paid.headers.get('x-completion-stored')).toBe('false');
  expect(await paid.text()).toContain('paid');

  faults.set(null);
  upstream.script((response) => sendJson(response, completion('fine')));
  expect((await create()).headers.get('x-completion-stored')).toBe('true');
  expect(await status('/readyz')).toBe(200);
  expect(await status(path, { method: 'DELETE' })).toBe(200);
});
