/**
 * - `preparing`: what it will touch is being written down; `ready`: that is done, and nobody has started it
 * - `queued`: started, another one of its lane runs; `running`; `paused`
 * - `completed`, `cancelled`, `failed`: ended
 */
export type JobState =
  'preparing' | 'ready' | 'queued' | 'running' | 'paused' | 'completed' | 'cancelled' | 'failed';
