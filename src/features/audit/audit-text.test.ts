import { expect, it } from 'vitest';
import type { AuditEntry } from '#contract/wire/audit';
import { auditSentence, whoDid } from './audit-text';

const ENTRY = { id: 1, at: 1, actor: null, origin: null, subject: 'x', name: null, target: null };
const sentence = (action: string, more: Partial<AuditEntry> = {}) =>
  auditSentence({ ...ENTRY, count: 1, action, ...more });

it('says what was done to one completion, or to a session', () => {
  expect(sentence('completion.delete')).toBe('Deleted a completion');
  expect(sentence('session.logout_everywhere')).toBe('Logged out everywhere');
});

it('says whose store is copied, whatever signs are in its name', () => {
  const target = { mirror: '$&' };
  expect(sentence('job.completed mirror', { target, count: 60 })).toBe(
    'Finished a copy of the store of “$&”: 60 completions',
  );
  expect(sentence('mirror.update', { subject: 'openai' })).toBe(
    'Changed how often the store of “openai” is copied',
  );
});

it('says what a job did, to what and to how many', () => {
  const target = { filter: 'metadata[env]=test&state=complete' };
  expect(sentence('job.create delete', { target, count: 0 })).toBe(
    'Asked for a deletion of env=test, state=complete',
  );
  expect(sentence('job.completed delete', { target, count: 1_413 })).toBe(
    'Finished a deletion of env=test, state=complete: 1,413 completions',
  );
  expect(sentence('job.start erase', { target: { trash: 'all' }, count: 1 })).toBe(
    'Started an erasure of the trash: 1 completion',
  );
  expect(sentence('job.cancel tag', { target: { named: 12 }, count: 12 })).toBe(
    'Cancelled a tag change of 12 picked by hand: 12 completions',
  );
  expect(sentence('job.completed import', { count: 3 })).toBe('Finished an import: 3 completions');
});

it('names the rule, as long as there is one', () => {
  expect(sentence('retention.update', { name: 'Old ones' })).toBe('Changed the rule “Old ones”');
  expect(sentence('retention.delete')).toBe('Removed the rule');
  expect(sentence('retention.create')).toBe('Made the rule that was removed since');
  expect(sentence('job.failed retention', { name: 'Old ones', target: {}, count: 0 })).toBe(
    'Failed in a run of the rule “Old ones”: 0 completions',
  );
  expect(sentence('retention.clock')).toBe('Confirmed the server’s time');
});

it('leaves what it does not know as it is', () => {
  for (const action of ['job.exploded delete', 'job.create nap', 'constructor', '']) {
    expect(sentence(action)).toBe(action);
  }
});

it.each([
  [null, null, 'The server'],
  ['schedule', null, 'The schedule'],
  [null, '10.0.0.1', 'Somebody'],
  // Of a token with that name.
  ['schedule', '10.0.0.1', 'schedule'],
  ['ci', null, 'ci'],
])('says who it was, for the actor %s at %s', (actor, origin, who) => {
  expect(whoDid({ ...ENTRY, action: 'x', count: 1, actor, origin })).toBe(who);
});
