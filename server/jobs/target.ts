/** What a job is to touch, as it was asked for; checked, and kept as JSON text. */
export type Target =
  /** The query string of the table. */
  | { filter: string }
  | { ids: string[] }
  /** What a delete job or a run of a retention rule moved to the trash. */
  | { job: string }
  | { trash: 'all' }
  /** What a tag job wrote. */
  | { undo: string };
