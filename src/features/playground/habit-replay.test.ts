import { expect, it } from 'vitest';
import { jsonBody } from '@/api/json-body';
import { completionQueries } from '@/queries/completion-queries';
import { createQueryClient } from '@/queries/query-client';
import { type Habit, HABITS, idAt, startHabit } from '@/testing/start-habit';
import type { Turn } from './turns/conversation';
import { promptTurn } from './turns/conversation';
import { openedCompletion } from './opened/opened-completion';
import { requestBody } from './request/request-body';

type Body = { messages: Record<string, unknown>[]; [name: string]: unknown };

/** Opens a stored completion as "Open in playground" does, and gives what the next requests would send. */
async function opened(habit: Habit) {
  const { connection } = await startHabit(habit, 4);
  const id = idAt(habit, 3);
  const cache = createQueryClient();
  const { detail, messages } = completionQueries(connection);
  const answer = await cache.fetchQuery(detail(id));
  const asked = await cache.fetchQuery(messages(id));
  const source = connection.id;
  const { turns, parameters } = openedCompletion({
    answer,
    request: null,
    messages: asked,
    source,
  });
  const bodyOf = (all: readonly Turn[]) =>
    JSON.parse(jsonBody(requestBody(all, parameters, source))) as Body;
  return { id, turns, bodyOf };
}

it.each(HABITS.filter((habit) => habit !== 'messages-404'))(
  '%s: what is opened in the playground is sent once, and nothing with null',
  async (habit) => {
    const { id, turns, bodyOf } = await opened(habit);
    const question = `question of ${id}`;
    const asked =
      habit === 'content-in-parts'
        ? [{ role: 'user', content: [{ type: 'text', text: question }] }]
        : [{ role: 'user', content: question }];
    const before = habit === 'no-messages' ? [] : asked;
    const again = bodyOf(turns.filter(({ kind }) => kind === 'prompt'));
    expect(again.messages).toEqual(before);
    const next = bodyOf([...turns, promptTurn({ role: 'user', content: 'And then?' })]);
    const [answer, then, ...rest] = next.messages.slice(before.length);
    expect(next.messages.slice(0, before.length)).toEqual(before);
    if (habit === 'tool-calls') {
      const fn = { name: 'look_up', arguments: '{"of":"answer 3"}' };
      expect(answer).toMatchObject({
        role: 'assistant',
        tool_calls: [{ id: 'call_3', type: 'function', function: fn }],
      });
    } else expect(answer).toEqual({ role: 'assistant', content: 'answer 3' });
    expect(then).toEqual({ role: 'user', content: 'And then?' });
    expect(rest).toEqual([]);
    // An answer of calls alone has a content that is null.
    const text = JSON.stringify(next).replace('"content":null', '');
    expect(text).not.toContain('null');
    for (const name of ['input_messages', 'timings', 'usage', 'created', 'service_tier'])
      expect(next).not.toHaveProperty(name);
  },
);
