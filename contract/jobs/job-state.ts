/**
 * - `preparing`: what it will touch is being written down; `ready`: that is done, and nobody has started it
 * - `queued`: started, another one of its lane runs; `running`; `paused`
 * - `completed`, `cancelled`, `failed`: ended
 */
export const JOB_STATES = [
  'preparing',
  'ready',
  'queued',
  'running',
  'paused',
  'completed',
  'cancelled',
  'failed',
] as const;
export type JobState = (typeof JOB_STATES)[number];
