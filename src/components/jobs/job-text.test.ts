import { describe, expect, it } from 'vitest';
import type { Job } from '#contract/wire/jobs';
import { aJob } from '@/testing/a-job';
import { jobName, jobSentence, restText } from './job-text';

const counts = { total: 2_000, done: 1_204, changed: 1_204, skipped: 0, failed: 0 };
const ended = { state: 'completed', ended: 2, counts } as const;

const job = (more: Partial<Job>) =>
  aJob({ state: 'running', ended: null, target: {}, counts, ...more });

describe('a job in words', () => {
  it('says what it does, and what it did', () => {
    expect(jobSentence(job({}))).toBe('Deleting 2,000 completions');
    expect(jobSentence(job(ended))).toBe('1,204 completions deleted');
    expect(jobSentence(job({ ...ended, state: 'cancelled' }))).toBe(
      '1,204 completions deleted, then cancelled',
    );
  });

  it('says of one alone what became of it', () => {
    const rest = (kind: Job['kind'], skipped: number) =>
      restText(job({ ...ended, kind, counts: { ...counts, skipped } }));
    expect(rest('import', 1)).toBe('1 was here already');
    expect(rest('import', 2)).toBe('2 were here already');
    for (const kind of ['delete', 'restore', 'erase', 'export'] as const) {
      expect(rest(kind, 1)).toBe('1 was gone already');
      expect(rest(kind, 2)).toBe('2 were gone already');
    }
    expect(rest('tag', 1)).toBe('1 needed no change');
  });

  it('says what is not in an exported file, and why', () => {
    const left = { ...counts, failed: 6 };
    const left_out = { a: 1, 'the answer is not complete': 3, b: 1, c: 1 };
    expect(restText(job({ ...ended, kind: 'export', counts: left, progress: { left_out } }))).toBe(
      '6 left out: 3 as the answer is not complete, 1 as a, 1 as b, 1 for other reasons',
    );
    expect(restText(job({ ...ended, counts: left }))).toBe('6 failed');
  });

  it('names the rule, and the provider', () => {
    const run = { kind: 'retention', spec: { name: 'After a month', action: 'delete' } } as const;
    expect(jobName(job(run))).toBe('Retention: After a month');
    expect(jobName(job({ kind: 'mirror', target: { mirror: 'openai' } }))).toBe('Mirror: openai');
    expect(jobName(job({ kind: 'tag', target: { undo: 'job_0' } }))).toBe('Undo: Tag');
    expect(jobName(job({ kind: 'reprice', target: { undo: 'job_0' } }))).toBe('Undo: Reprice');
  });

  it('names what a tag job changes, the first of it', () => {
    const tags = (spec: object) => jobName(job({ kind: 'tag', spec: { ...spec } }));
    expect(tags({ set: { topic: 'refund' } })).toBe('Tag: topic=refund');
    expect(tags({ set: { a: '1' }, remove: ['b'] })).toBe('Tag: a=1, without b');
    expect(tags({ rename: { a: 'b' }, replace: { c: { x: 'y', z: 'w' } } })).toBe(
      'Tag: a as b, c=x as y and 1 more',
    );
    expect(tags({ erased: true })).toBe('Tag');
  });

  it('tells the tags that a job took back from those that it set', () => {
    expect(jobSentence(job({ ...ended, kind: 'tag', spec: { undo: 'job_0' } }))).toBe(
      '1,204 completions restored',
    );
  });

  it('tells old prices that come back from new ones', () => {
    const undone = { ...ended, kind: 'reprice', spec: { undo: 'job_0' } } as const;
    expect(jobSentence(job(undone))).toBe('1,204 completions priced as before');
    expect(jobSentence(job({ ...undone, spec: {} }))).toBe('1,204 completions repriced');
  });

  it('does not say that completions were removed when their texts were', () => {
    const run = { kind: 'retention', spec: { name: 'a', action: 'strip' }, ...ended } as const;
    expect(jobSentence(job(run))).toBe('1,204 completions without their texts now');
  });
});
