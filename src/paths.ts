/** Every address of the dashboard; links are built here and nowhere else. */
export const paths = {
  playground: () => '/',
  /** The playground with the messages and parameters of a stored completion. */
  playgroundFrom: (id: string) => `/?from=${encodeURIComponent(id)}`,
  /** `search` is a query string without its question mark. */
  completions: (search = '') => (search === '' ? '/completions' : `/completions?${search}`),
  completion: (id: string) => `/completions/${encodeURIComponent(id)}`,
  /** Goes through the completions of a table; `search` as of the table. */
  review: (search = '') => (search === '' ? '/review' : `/review?${search}`),
  settings: () => '/settings',
  /** What was deleted; `after` is a cursor of its list. */
  data: (after?: string) =>
    after === undefined ? '/settings/data' : `/settings/data?after=${encodeURIComponent(after)}`,
} as const;
