import { expect } from 'vitest';
import type { TestApp } from './start-app';
import { HOST } from './transfer';

export type JobAnswer = {
  id: string;
  kind: string;
  state: string;
  ended: number | null;
  counts: { total: number; done: number; changed: number; skipped: number; failed: number };
  oldest: number | null;
  newest: number | null;
  bytes: number;
  progress: Record<string, unknown>;
  error: string | null;
  undo: { until: number | null } | null;
};

type Method = 'GET' | 'POST' | 'DELETE';

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the test vouches for the answer's type
export async function ask<Body>(
  { app }: TestApp,
  method: Method,
  url: string,
  payload?: object,
): Promise<{ status: number; body: Body }> {
  const response = await app.inject({
    method,
    url,
    headers: HOST,
    ...(payload && { payload }),
  });
  return { status: response.statusCode, body: response.json<Body>() };
}

export async function createJob(server: TestApp, body: object): Promise<JobAnswer> {
  const answer = await ask<JobAnswer>(server, 'POST', '/api/jobs', body);
  expect(answer.status).toBe(201);
  return answer.body;
}

/** Waits until the job is in one of these states. */
export async function jobIn(server: TestApp, id: string, ...states: string[]): Promise<JobAnswer> {
  const get = () => ask<JobAnswer>(server, 'GET', `/api/jobs/${id}`);
  await expect
    .poll(async () => (await get()).body.state, { timeout: 20_000, interval: 10 })
    .toSatisfy((state: string) => states.includes(state));
  return (await get()).body;
}

export async function runJob(server: TestApp, body: object): Promise<JobAnswer> {
  const { id } = await createJob(server, { ...body, start: true });
  return jobIn(server, id, 'completed', 'failed');
}
