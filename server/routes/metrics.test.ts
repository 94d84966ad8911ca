import { request } from 'node:http';
import { spawnSync } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCompletion } from '../testing/create-completion';
import {
  chunk,
  completion,
  scriptedProvider,
  sendEvents,
  sendJson,
  startScriptedUpstream,
} from '../testing/scripted-upstream';
import { newJob } from '../jobs/new-job';
import { POSITIONS_PER_SECOND } from '../store/position';
import { recordFrom } from '../testing/sample-record';
import { startApp } from '../testing/start-app';

const TOKEN = 'a-long-access-token';
const METRICS = 'a-token-for-metrics';

async function started(env: Record<string, string> = {}, log?: (line: string) => void) {
  const upstream = await startScriptedUpstream();
  const server = await startApp({
    providers: [scriptedProvider(upstream)],
    env,
    listen: true,
    ...(log && { log }),
  });
  onTestFinished(async () => {
    await server.close();
    await upstream.close();
  });
  const metrics = (token?: string) =>
    fetch(`${server.url}/metrics`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  return { server, upstream, metrics };
}

/** What the text format allows, a line each. */
const LINE =
  /^(# HELP \w+ [^\n]+|# TYPE \w+ (counter|gauge|histogram)|[a-z_]+(\{\w+="([^"\\]|\\[\\"n])*"(,\w+="([^"\\]|\\[\\"n])*")*\})? -?(\d+(\.\d+)?(e[+-]\d+)?|NaN|\+Inf))$/;

describe('the metrics', () => {
  it('count requests, answers and times in the text format, without content or ids', async () => {
    const { server, upstream, metrics } = await started();
    upstream.script((response) => sendJson(response, completion('canary-answer')));
    await (await createCompletion(server.url, { store: true, user: 'canary' })).text();
    upstream.script((response) => {
      sendEvents(response, [chunk({ content: 'Hi' }), chunk({}, 'stop'), '[DONE]']);
      response.end();
    });
    await (await createCompletion(server.url, { stream: true })).text();
    upstream.script((response) => sendJson(response, { error: { message: 'canary' } }, 429));
    await (await createCompletion(server.url, { model: 'scripted:canary' })).text();
    await fetch(`${server.url}/completions/canary-id`);
    const answer = await metrics();
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await answer.text();
    expect(text.endsWith('\n')).toBe(true);
    const lines = text.trimEnd().split('\n');
    expect(lines.filter((line) => !LINE.test(line))).toEqual([]);
    // Each sample stands behind the type of its family, which is there once.
    const families = lines.flatMap((line) => /^# TYPE (\w+)/.exec(line)?.[1] ?? []);
    expect(new Set(families).size).toBe(families.length);
    expect(lines).toEqual(
      expect.arrayContaining([
        'chatkeep_http_requests_total{method="POST",route="/v1/chat/completions",status="200"} 2',
        'chatkeep_http_requests_total{method="POST",route="/v1/chat/completions",status="429"} 1',
        'chatkeep_answers_total{provider="scripted",outcome="complete",reason=""} 2',
        'chatkeep_answers_total{provider="scripted",outcome="failed",reason=""} 1',
        'chatkeep_first_token_seconds_count{provider="scripted"} 1',
        'chatkeep_answer_seconds_bucket{provider="scripted",le="+Inf"} 3',
        'chatkeep_answers_running{phase="streaming"} 0',
        'chatkeep_store_up 1',
        'chatkeep_info{version="0.0.0-test",database="sqlite"} 1',
      ]),
    );
    expect(text).toMatch(/^chatkeep_search_waiting [0-3]$/m);
    expect(text).toMatch(/^chatkeep_search_lag_seconds \d/m);
    expect(text).toMatch(/^chatkeep_event_loop_lag_seconds\{quantile="0.99"\} \d/m);
    expect(text).not.toContain('canary');
  });

  it('tell of bodies that are still coming', async () => {
    const { server, metrics } = await started();
    const { hostname, port } = new URL(server.url);
    const path = '/v1/chat/completions';
    const headers = { 'content-type': 'application/json' };
    const sending = request({ hostname, port, path, method: 'POST', headers });
    sending.on('error', () => undefined);
    sending.write('{"model": "x", "messages": [');
    sending.write(' '.repeat(200_000));
    const text = async () => (await metrics()).text();
    await expect.poll(text).toMatch(/^chatkeep_bodies\{size="small",state="coming"\} 1$/m);
    await expect.poll(text).toMatch(/^chatkeep_bodies_bytes\{size="small"\} 2000\d\d$/m);
    sending.destroy();
    await expect.poll(text).toMatch(/^chatkeep_bodies_bytes\{size="small"\} 0$/m);
    expect(await text()).toMatch(/^# TYPE chatkeep_bodies_refused_total counter$/m);
  });

  it('tell what jobs and rules have still to do', async () => {
    const { server, metrics } = await started();
    const old = recordFrom({ created: 1_600_000_000, k: 1_600_000_000 * POSITIONS_PER_SECOND });
    await server.store.insertRecords([old, recordFrom()], 'skip');
    const rule = { action: 'delete', olderThanDays: 30, where: 'metadata[env]=none', except: [] };
    const on = { name: 'canary', enabled: true, hour: 3, from: 0, dryRun: null };
    await server.store.putDocument('retention', 'r1', JSON.stringify({ ...rule, ...on }), 0);
    const all = { ...rule, ...on, where: '' };
    await server.store.putDocument('retention', 'r2', JSON.stringify(all), 0);
    const off = { ...all, enabled: false };
    await server.store.putDocument('retention', 'r3', JSON.stringify(off), 0);
    const who = { actor: null, origin: null };
    const job = newJob({ kind: 'tag', target: { ids: [] }, state: 'paused', ...who });
    await server.store.createJob(job);
    await server.store.addJobIds(job.id, [old.id, 'gone'], 'completions');
    const text = await (await metrics()).text();
    expect(text).toMatch(/^chatkeep_retention_due 1$/m);
    expect(text).toMatch(/^chatkeep_job_items_pending\{kind="tag"\} 2$/m);
    expect(text).toMatch(/^chatkeep_job_wait_seconds 0$/m);
    expect(text).toMatch(/^chatkeep_jobs_open\{kind="tag",state="paused"\} 1$/m);
    expect(text).not.toContain('canary');
  });

  const python = spawnSync('python3', ['-c', 'import prometheus_client']);
  it.skipIf(python.status !== 0)('are read by the parser of prometheus_client', async () => {
    const { server, metrics } = await started();
    await (await createCompletion(server.url, {})).text();
    const read = `import sys
from prometheus_client.parser import text_string_to_metric_families as families
for family in families(sys.stdin.read()):
    print(family.name, family.type, len(family.samples))`;
    const input = await (await metrics()).text();
    const { stdout, stderr } = spawnSync('python3', ['-c', read], { input, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^chatkeep_http_requests counter [1-9]/m);
    expect(stdout).toMatch(/^chatkeep_answer_seconds histogram [1-9]/m);
    expect(stdout).toMatch(/^chatkeep_retention_due gauge 1$/m);
  });

  it('are behind the access token, or behind a token that opens nothing else', async () => {
    const alone = await started({ ACCESS_TOKEN: TOKEN });
    expect((await alone.metrics()).status).toBe(401);
    expect((await alone.metrics(TOKEN)).status).toBe(200);
    const { server, metrics } = await started({ ACCESS_TOKEN: TOKEN, METRICS_TOKEN: METRICS });
    expect((await metrics()).status).toBe(401);
    expect((await metrics(METRICS)).status).toBe(200);
    expect((await metrics(TOKEN)).status).toBe(200);
    const headers = { authorization: `Bearer ${METRICS}` };
    expect((await fetch(`${server.url}/api/server`, { headers })).status).toBe(401);
    const open = await started({ METRICS_TOKEN: METRICS });
    expect((await open.metrics()).status).toBe(401);
    expect((await open.metrics(METRICS)).status).toBe(200);
    expect((await fetch(`${open.server.url}/api/server`)).status).toBe(200);
  });

  it('say that the database is down, and the rest all the same', async () => {
    const { server, metrics } = await started();
    server.parts.store.size = () => Promise.reject(new Error('down'));
    const text = await (await metrics()).text();
    expect(text).toMatch(/^chatkeep_store_up 0$/m);
    expect(text).toContain('chatkeep_http_request_seconds');
  });
});

describe('the log', () => {
  it('has a line of JSON a request: who, what, of which provider, how it ended', async () => {
    const lines: Record<string, unknown>[] = [];
    const { server, upstream } = await started({}, (line) => lines.push(JSON.parse(line) as never));
    upstream.script((response) => sendJson(response, completion('canary')));
    const answer = await createCompletion(server.url, { model: 'scripted:mö' });
    await answer.text();
    upstream.script((response) => sendJson(response, { error: { message: 'No' } }, 400));
    await (await createCompletion(server.url, { model: 'scripted:canary' })).text();
    await fetch(`${server.url}/v1/models?token=canary`);
    const requests = () => lines.filter(({ msg }) => msg === 'request');
    await expect.poll(() => requests().length).toBe(3);
    const [first, second, third] = requests();
    expect(first).toMatchObject({
      id: answer.headers.get('x-request-id'),
      address: '127.0.0.1',
      method: 'POST',
      route: '/v1/chat/completions',
      provider: 'scripted',
      model: 'scripted:m?',
      status: 200,
      ms: expect.any(Number) as number,
    });
    expect(second).toMatchObject({ provider: 'scripted', status: 400 });
    expect(second).not.toHaveProperty('model');
    expect(third).not.toHaveProperty('provider');
    expect(JSON.stringify(lines)).not.toContain('canary');
  });
});
