import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/api-error';
import { createQueryClient } from '@/queries/query-client';
import { useServerHealth } from '@/queries/server-health';

afterEach(() => useServerHealth.setState({ downSince: null }));

/** A client whose server, and whose jobs, answer as long as the test says so. */
function start(answers: { server: boolean; jobs: boolean }) {
  const client = createQueryClient();
  const ask = (what: keyof typeof answers) =>
    vi.fn(async () => {
      if (!answers[what])
        throw new ApiError({ kind: 'network', message: 'Cannot reach the server.' });
      return what;
    });
  const asked = { server: ask('server'), jobs: ask('jobs') };
  const watch = (what: keyof typeof answers) => {
    const observer = new QueryObserver(client, { queryKey: [what], queryFn: asked[what] });
    observer.subscribe(() => undefined);
    return observer;
  };
  const server = watch('server');
  return { asked, server, jobs: watch('jobs') };
}

it('leaves a failure in view where the server answers, and this alone does not', async () => {
  const { asked, server, jobs } = start({ server: true, jobs: false });
  await vi.waitFor(() => expect(asked.jobs).toHaveBeenCalledTimes(2));
  await vi.waitFor(() => expect(jobs.getCurrentResult().status).toBe('error'));
  for (const attempt of [3, 4]) {
    await jobs.refetch();
    await server.refetch();
    expect(asked.jobs).toHaveBeenCalledTimes(attempt);
    expect(jobs.getCurrentResult().status).toBe('error');
    expect(useServerHealth.getState().downSince).toBeNull();
  }
});

it('asks anew each time the server was away and is back', async () => {
  const answers = { server: true, jobs: true };
  const { asked, server, jobs } = start(answers);
  await vi.waitFor(() => expect(jobs.getCurrentResult().status).toBe('success'));
  for (const outage of [1, 2]) {
    answers.server = answers.jobs = false;
    await jobs.refetch();
    await vi.waitFor(() => expect(server.getCurrentResult().status).toBe('error'));
    answers.server = true;
    const before = asked.jobs.mock.calls.length;
    await server.refetch();
    await vi.waitFor(() => expect(asked.jobs).toHaveBeenCalledTimes(before + 1));
    answers.jobs = true;
    await jobs.refetch();
    expect(jobs.getCurrentResult().status, `outage ${outage}`).toBe('success');
  }
});
