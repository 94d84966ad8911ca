import { expect, it } from 'vitest';
import { noteInComment, noteInEvent } from './wait-note';

it.each([
  ['queued, 3 requests ahead', 'queued, 3 requests ahead'],
  [' OPENROUTER PROCESSING', 'OPENROUTER PROCESSING'],
  ['queue\u0000\u202e position\t2', 'queue position 2'],
  ['loading '.repeat(50), 'loading '.repeat(50).slice(0, 100)],
  ['ping - 2026-11-28 15:00:00.000000', null],
  ['keep-alive', null],
  ['', null],
  [null, null],
])('of the comment %j, %j is told', (comment, note) => {
  expect(noteInComment(comment)).toBe(note);
});

it.each([
  [{ queue_position: 3 }, 'queue position 3'],
  [{ choices: [], position_in_queue: 1 }, 'position in queue 1'],
  [{ status: { queue: 'low priority' } }, 'queue low priority'],
  [{ queue_position: { a: 1 } }, null],
  [{ choices: [{ index: 0, delta: {} }], queue_position: 3 }, null],
  [{ id: 'x', usage: {} }, null],
])('of the event %j, %j is told', (event, note) => {
  expect(noteInEvent(event)).toBe(note);
});
