import { keysOf } from '../keys-of';
import { deleteKind } from './delete';
import { eraseKind } from './erase';
import { exportKind } from './export';
import { importKind } from './import';
import type { Scope } from '../scopes';
import type { JobKindRow } from './job-kind';
import { mirrorKind } from './mirror';
import { repriceKind } from './reprice';
import { restoreKind } from './restore';
import { retentionKind } from './retention';
import { tagKind } from './tag';

const KINDS = {
  delete: deleteKind,
  tag: tagKind,
  reprice: repriceKind,
  restore: restoreKind,
  erase: eraseKind,
  retention: retentionKind,
  import: importKind,
  export: exportKind,
  mirror: mirrorKind,
} satisfies Record<string, JobKindRow>;

export type JobKind = keyof typeof KINDS;

/** All that is said of a kind of job outside the step that it takes. */
export const JOB_KINDS: Record<JobKind, JobKindRow> = KINDS;

export const ALL_KINDS = keysOf(KINDS);

/** The kinds that anybody can ask for. */
export const ASKED_KINDS = ALL_KINDS.filter((kind) => JOB_KINDS[kind].isAsked);

/** The kinds that remove something. */
export const REMOVING_KINDS = ALL_KINDS.filter((kind) => JOB_KINDS[kind].removes);

/** What a token needs for a step of a job: taking one back is a job of another kind. */
export function stepScope(
  job: { id: string; kind: JobKind; spec: Record<string, unknown> },
  step: string,
): Scope {
  const row = JOB_KINDS[job.kind];
  const back = step === 'undo' ? row.undo?.(job.id, job.spec) : null;
  return (back ? JOB_KINDS[back.kind] : row).scope;
}
