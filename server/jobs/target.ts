/** What a job is to touch, as it was asked for; checked, and kept as JSON text. */
export type Target =
  /** The query string of the table. */
  | { filter: string }
  | { ids: string[] }
  /** What is left of ids once they are written down, each by itself: how many there were. */
  | { named: number }
  /** What a delete job or a run of a retention rule moved to the trash. */
  | { job: string }
  | { trash: 'all' }
  /** What a tag job wrote. */
  | { undo: string };
