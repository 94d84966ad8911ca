import { type Look, readLooks } from './looked';

/** How far a run has come. */
export type Progress = {
  cursor?: string | null;
  hasEnded?: boolean;
  /** What the last page brought to look at. */
  looks?: Look[];
  isDeep?: boolean;
  /** What is older was looked at before, although its ids are not remembered. */
  floor?: number | null;
  /** Unix seconds of the first completion of a run that looks at all of them, and of the last one so far. */
  from?: number | undefined;
  reached?: number | undefined;
};

/** Reads a progress as it was written down; what is missing was not known then. */
export function readProgress(said: Record<string, unknown>): Progress {
  const { cursor, hasEnded, looks, isDeep, floor, from, reached } = said;
  return {
    ...((typeof cursor === 'string' || cursor === null) && { cursor }),
    ...(typeof hasEnded === 'boolean' && { hasEnded }),
    ...(looks !== undefined && { looks: readLooks(looks) }),
    ...(typeof isDeep === 'boolean' && { isDeep }),
    ...((typeof floor === 'number' || floor === null) && { floor }),
    ...(typeof from === 'number' && { from }),
    ...(typeof reached === 'number' && { reached }),
  };
}
