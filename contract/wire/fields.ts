import * as z from 'zod/mini';

// Members of requests. What is said of a fault is a part of the server's error: a noun with its article, such as "a
// string", where a value has another type; a sentence for everything else.

/** Whole, and within these limits. */
export function integer(least: number, most?: number) {
  const range = most === undefined ? `of at least ${least}` : `from ${least} to ${most}`;
  const words = `expected an integer ${range}.`;
  return z
    .number({ error: ({ input }) => (typeof input === 'number' ? words : 'an integer') })
    .check(z.int(words), z.gte(least, words), z.lte(most ?? Number.MAX_SAFE_INTEGER, words));
}

/** One of these words, and no other value. */
export function oneOf<const Names extends readonly string[]>(names: Names) {
  return z.enum(names, `supported values are ${names.map((name) => `'${name}'`).join(', ')}.`);
}

/** An object without any member. */
export const nothing = z.strictObject({});
