import { objectOr } from '../json';
import { fromTrash } from './delete';
import type { JobKindRow } from './job-kind';

/** A run of a retention rule, as it was asked for. */
export type RunSpec = {
  rule: string;
  name: string;
  /** `strip` removes what was said and keeps the numbers, the metadata and the id. */
  action: 'delete' | 'strip';
  /** How many somebody has agreed to when it was run by hand; null: it runs by itself. */
  confirmed: number | null;
  /** What the rule applied to when the run was asked for; missing in runs of version 0.1.0. */
  scope?: string | undefined;
};

/** Deletes or strips what a rule finds. */
export const retentionKind: JobKindRow = {
  lane: 'change',
  scope: 'admin',
  shelf: 'completions',
  removes: true,
  words: {
    name: 'Retention',
    noun: 'a run of the rule',
    doing: 'Applying a retention rule to',
    done: 'removed',
    left: 'had none left',
  },
  about: (spec) => readRunSpec(spec).name || null,
  wordsFor: (spec) =>
    readRunSpec(spec).action === 'strip' ? { done: 'without their texts now' } : null,
  undo: (job, spec) => (readRunSpec(spec).action === 'strip' ? null : fromTrash(job)),
};

export function readRunSpec(value: unknown): RunSpec {
  const { rule, name, action, confirmed, scope } = objectOr(value);
  return {
    rule: typeof rule === 'string' ? rule : '',
    name: typeof name === 'string' ? name : '',
    action: action === 'strip' ? action : 'delete',
    confirmed: typeof confirmed === 'number' ? confirmed : null,
    ...(typeof scope === 'string' && { scope }),
  };
}
