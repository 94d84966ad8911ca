import { objectOr } from '../json';

/** What a job is to touch, as it was asked for. */
export type JobTarget =
  /** The query string of the table; empty: everything that is stored. */
  | { filter: string }
  /** Everything that is stored; of a job that is prepared an empty filter. */
  | { all: true }
  | { ids: string[] }
  /** What is left of ids once they are written down, each by itself: how many there were. */
  | { named: number }
  /** What a delete job or a run of a retention rule moved to the trash. */
  | { job: string }
  | { trash: 'all' }
  /** What a tag job wrote. */
  | { undo: string }
  /** What a retention rule finds. */
  | { rule: string }
  /** What a provider stores. */
  | { mirror: string }
  /** An import: what it is sent. */
  | Record<string, never>;

/** Reads a target from its JSON value; one without a member that is known names nothing. */
export function readTarget(value: unknown): JobTarget {
  const { filter, all, ids, named, job, trash, undo, rule, mirror } = objectOr(value);
  if (typeof filter === 'string') return { filter };
  if (all === true) return { all };
  if (Array.isArray(ids)) return { ids: ids.filter((id) => typeof id === 'string') };
  if (typeof named === 'number') return { named };
  if (typeof job === 'string') return { job };
  if (trash === 'all') return { trash };
  if (typeof undo === 'string') return { undo };
  if (typeof rule === 'string') return { rule };
  if (typeof mirror === 'string') return { mirror };
  return {};
}

/** The object that a text of a job says, as its target, its spec and its progress do; an empty one for anything else. */
export function jobMembers(text: string): Record<string, unknown> {
  return objectOr(JSON.parse(text));
}
