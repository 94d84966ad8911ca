import { onTestFinished } from 'vitest';
import type { Connection } from '@/api/connection';
import type { Habit } from '../../e2e/fixtures/habit-rows';
import { type HabitServer, startHabitServer } from '../../e2e/fixtures/habit-server';

export * from '../../e2e/fixtures/habit-rows';
export {
  CANNOT_DELETE,
  CANNOT_UPDATE,
  KEEPS_WHAT_IS_DELETED,
} from '../../e2e/fixtures/habit-server';

export type HabitSource = HabitServer & { connection: Connection };

/** A server with a habit for one test, and the connection to it. */
export async function startHabit(habit: Habit, count = 30): Promise<HabitSource> {
  const server = await startHabitServer(habit, count);
  onTestFinished(() => server.close());
  const connection = { id: 'direct', baseUrl: server.baseUrl, label: 'elsewhere' };
  return Object.assign(server, { connection });
}
