export type DataSection =
  'jobs' | 'trash' | 'retention' | 'transfer' | 'mirror' | 'metadata' | 'audit';

export type SettingsSection = 'providers' | 'prices' | 'access' | 'browser';

/** `filter`: a query string of conditions that the section knows. */
type DataPlace = {
  after?: string | undefined;
  q?: string | undefined;
  filter?: string | undefined;
};

/** Every address of the dashboard; links are built here and nowhere else. */
export const paths = {
  playground: () => '/',
  /** The playground with the messages and parameters of a stored completion. */
  playgroundFrom: (id: string) => `/?from=${encodeURIComponent(id)}`,
  /** One prompt to several models. */
  playgroundCompare: () => '/?compare',
  /** `search` is a query string without its question mark. */
  completions: (search = '') => (search === '' ? '/completions' : `/completions?${search}`),
  /** `list` is the query string of the table that it belongs to: its neighbours, and the way back. */
  completion: (id: string, list = '') =>
    `/completions/${encodeURIComponent(id)}${list === '' ? '' : `?in=${encodeURIComponent(list)}`}`,
  /** Two completions side by side. */
  compare: (one: string, other: string) =>
    `/compare?${new URLSearchParams({ a: one, b: other }).toString()}`,
  /** Goes through the completions of a table; `search` as of the table. */
  review: (search = '') => (search === '' ? '/review' : `/review?${search}`),
  /** What all completions of a filter add up to. */
  insights: () => '/insights',
  settings: (section: SettingsSection = 'providers') =>
    section === 'providers' ? '/settings' : `/settings/${section}`,
  /** With the form of a new provider open. */
  addProvider: () => '/settings?add',
  /** The first of its sections that the server has. */
  dataHome: () => '/data',
  /** What moves many completions; `after` is a cursor of the section's list. */
  data: (section: DataSection, { after, q, filter = '' }: DataPlace = {}) => {
    const query = new URLSearchParams(filter);
    if (q) query.set('q', q);
    if (after !== undefined) query.set('after', after);
    return `/data/${section}${query.size === 0 ? '' : `?${query}`}`;
  },
} as const;
