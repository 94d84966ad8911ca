import { createHash } from 'node:crypto';

/** Texts of a length, of which a database keeps little, or every letter. */
export const FILLINGS = {
  repeated: (length: number) => 'b'.repeat(length),
  dense: (length: number) =>
    createHash('shake256', { outputLength: length }).digest('base64').slice(0, length),
};

export type Filling = keyof typeof FILLINGS;
