export type PaletteItem = {
  group:
    | 'Find'
    | 'Filters'
    | 'Filter this table'
    | 'Views'
    | 'Completions'
    | 'On this page'
    | 'Go to'
    | 'Settings';
  label: string;
  /** Quieter, after the label: a count, what it leads to. */
  hint?: string;
  /** The key that does the same. */
  keys?: string | null;
  /** Further words by which it is found. */
  words?: string;
} & ({ to: string } | { act: () => void });
