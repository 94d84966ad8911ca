import { expect, it } from 'vitest';
import { eventsOfWhole, foldEvents } from './answer-form';

it('folds as many lines as an answer has room for, within one event too', () => {
  const line = '{"choices":[{"index":0,"delta":{"content":"a"}}]}';
  const { completion } = foldEvents(eventsOfWhole(`data: ${line}\n`.repeat(150_000)), JSON.parse);
  expect(completion).toMatchObject({ choices: [{ message: { content: 'a'.repeat(150_000) } }] });
});
