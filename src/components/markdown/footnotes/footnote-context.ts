import { createContext } from 'react';

export type Footnotes = {
  /** Tells this message's notes from those of others. */
  prefix: string;
  /** By label: the number that its note has at the end. */
  numbers: ReadonlyMap<string, number>;
};

export const FootnoteContext = createContext<Footnotes>({ prefix: '', numbers: new Map() });

export function noteId({ prefix }: Footnotes, number: number): string {
  return `${prefix}note-${number}`;
}
