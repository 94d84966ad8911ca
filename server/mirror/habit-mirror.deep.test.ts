import { textOf } from '../json/text';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type Habit, HABITS, idAt } from '../../e2e/fixtures/habit-rows';
import { startHabitServer } from '../../e2e/fixtures/habit-server';
import { plainProvider } from '../providers/provider';
import { openSqliteStore } from '../store/sqlite/sqlite-store';
import { temporaryFolder } from '../testing/temporary-folder';
import { mirrorRunner } from '../testing/mirror-runner';
import { startMirror } from './start-mirror';

vi.setConfig({ testTimeout: 120_000 });

/** One page of a mirror has 100. */
const COUNT = 130;

async function mirrorOf(habit: Habit) {
  const server = await startHabitServer(habit, COUNT);
  const store = await openSqliteStore({ url: `file:${temporaryFolder()}/mirror.db` });
  onTestFinished(async () => {
    await store.close();
    await server.close();
  });
  const provider = { ...plainProvider('habit', server.baseUrl, 'file'), stored: true };
  const run = async () => {
    const jobs = mirrorRunner(store, provider);
    await jobs.start();
    const id = await startMirror({ store, jobs }, 'habit', { actor: null, origin: null });
    const job = () => store.job(id ?? '');
    await expect.poll(async () => (await job())?.ended, { timeout: 60_000 }).not.toBeNull();
    await jobs.stop();
    return job();
  };
  return { server, store, run };
}

/** A mirror only reads. */
const OF_READING = HABITS.filter((habit) => !/delet|update|unknown/.test(habit));

it.each(OF_READING)('%s: a mirror copies each once, or says why it does not', async (habit) => {
  const { server, store, run } = await mirrorOf(habit);
  const first = await run();
  if (habit === 'ignores-after') {
    expect(first).toMatchObject({ state: 'failed' });
    expect(first?.error).toContain('habit does not page');
    expect(server.asked.filter((call) => !call.includes('/messages'))).toHaveLength(2);
    return;
  }
  if (habit === 'messages-404') {
    expect(first).toMatchObject({ state: 'completed', counts: { changed: 0, failed: COUNT } });
    return;
  }
  expect(first).toMatchObject({ state: 'completed', counts: { changed: COUNT } });
  const id = idAt(habit, 3);
  const record = await store.retrieve(id, 'any');
  expect(record?.body).not.toContain('input_messages');
  const text = `question of ${id}`;
  const content = habit === 'content-in-parts' ? [{ type: 'text', text }] : text;
  const asked = habit === 'no-messages' ? [] : [{ role: 'user', content }];
  expect(JSON.parse(textOf((await store.messages(id, 'any')) ?? ''))).toEqual(asked);
  const calls = server.asked.filter((call) => call.includes('/messages'));
  if (habit.startsWith('input-messages')) expect(calls).toEqual([]);
  if (habit === 'number-metadata') expect(record?.metadata).toMatchObject({ n: '7' });
  const hasDate = habit !== 'no-date' && habit !== 'null-date';
  if (hasDate) expect(record?.created).toBe(1_700_000_001);
  // A second run finds nothing that it has not looked at.
  const again = (await run())?.counts;
  expect(again?.changed).toBe(0);
  // What has no id cannot be remembered: it is named again.
  if (habit !== 'rows-without-id') expect(again?.failed).toBe(0);
});
