import { expect, it } from 'vitest';
import { clientFor } from '@/api/connection';
import { collectIds } from '@/queries/browser-jobs/collect-ids';
import { type Habit, HABITS, idAt, startHabit } from '@/testing/start-habit';
import { plainLine } from './plain-lines';

const WITHOUT_MESSAGES = new Set<Habit>(['no-messages']);

it.each(HABITS.filter((habit) => habit !== 'ignores-after' && habit !== 'messages-404'))(
  '%s: every completion is in the file once, in order, with what was asked once',
  async (habit) => {
    const { connection } = await startHabit(habit, 25);
    const signal = new AbortController().signal;
    const { ids } = await collectIds(connection, [], { signal, onPage: () => undefined });
    expect(ids.toSorted()).toEqual(Array.from({ length: 25 }, (_, i) => idAt(habit, i)));
    if (habit !== 'ignores-order') expect(ids).toEqual(ids.toSorted());
    const client = clientFor(connection);
    for (const id of ids.slice(0, 3)) {
      const line = await plainLine(client, id, 'jsonl', {});
      expect(line.endsWith('\n') && line.trimEnd().includes('\n')).toBe(false);
      const record = JSON.parse(line) as { id: string; messages: object[]; choices: object[] };
      expect(record.id).toBe(id);
      expect(record.choices).toHaveLength(habit === 'appends-with-nulls' ? 3 : 1);
      const text = `question of ${id}`;
      const content = habit === 'content-in-parts' ? [{ type: 'text', text }] : text;
      const asked = [{ role: 'user', content }];
      expect(record.messages).toEqual(WITHOUT_MESSAGES.has(habit) ? [] : asked);
      // Said once: not beside the messages as well.
      expect(line.split(JSON.stringify(text).slice(1, -1)).length - 1).toBe(
        WITHOUT_MESSAGES.has(habit) ? 0 : 1,
      );
      const row = await plainLine(client, id, 'csv', {});
      expect(row).toContain(id);
      expect(row).not.toMatch(/1970|\+0?5\d{4}/);
    }
  },
);
