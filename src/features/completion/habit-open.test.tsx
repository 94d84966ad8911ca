import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Connection } from '@/api/connection';
import { completionQueries } from '@/queries/completion-queries';
import { createQueryClient } from '@/queries/query-client';
import { type Habit, HABITS, idAt, startHabit } from '@/testing/start-habit';
import { CompletionFacts } from './completion-facts';
import { Conversation } from './conversation';

vi.setConfig({ testTimeout: 30_000 });
afterEach(() => vi.unstubAllGlobals());

/** The reader sees only the answer of these. */
const WITHOUT_MESSAGES = new Set<Habit>(['no-messages', 'messages-404']);
const WITHOUT_DATE = new Set<Habit>(['null-date', 'no-date']);

function Opened({ connection, id }: { connection: Connection; id: string }) {
  const { data } = useQuery(completionQueries(connection).detail(id));
  if (!data) return null;
  return (
    <>
      <Conversation connection={connection} answer={data} />
      <CompletionFacts connection={connection} answer={data} />
    </>
  );
}

it.each(HABITS)(
  '%s: an opened completion shows what was asked and answered once',
  async (habit) => {
    const server = await startHabit(habit, 4);
    const id = idAt(habit, 3);
    render(
      <QueryClientProvider client={createQueryClient()}>
        <Opened connection={server.connection} id={id} />
      </QueryClientProvider>,
    );
    const texts = habit === 'tool-calls' ? /look_up/ : /^answer 3$/;
    expect(await screen.findAllByText(texts)).toHaveLength(1);
    if (habit === 'messages-404')
      expect(await screen.findByText(/could not be loaded/)).toBeDefined();
    if (!WITHOUT_MESSAGES.has(habit)) {
      expect(await screen.findAllByText(`question of ${id}`)).toHaveLength(1);
    }
    if (habit === 'appends-with-nulls') {
      expect(screen.getAllByText(/^answer 3\.1$/)).toHaveLength(1);
      expect(screen.getAllByText(/^answer 3\.2$/)).toHaveLength(1);
    }
    // The day that it was, or that there is none; never 1970 or another millennium.
    const dates = document.body.textContent ?? '';
    expect(dates).toMatch(WITHOUT_DATE.has(habit) ? /no date/i : /2023/);
    expect(dates).not.toMatch(/1970|5\d{4}/);
    // What came with the completion is not asked for again, and is no parameter.
    const calls = () => server.asked.filter((call) => call.includes('/messages'));
    if (habit.startsWith('input-messages')) {
      expect(calls()).toEqual([]);
      expect(dates).not.toMatch(/input_messages|timings/);
    } else await vi.waitFor(() => expect(calls().length).toBeGreaterThan(0));
  },
);
