import * as z from 'zod/mini';

// Members of requests. What is said of a fault is a part of the server's error: a noun with its article, such as "a
// string", where a value has another type; a sentence for everything else.

/** Whole, and within these limits. */
export function integer(least: number, most = Number.MAX_SAFE_INTEGER) {
  const range = `expected an integer from ${least} to ${most}.`;
  return z
    .number({ error: ({ input }) => (typeof input === 'number' ? range : 'an integer') })
    .check(z.int(range), z.gte(least, range), z.lte(most, range));
}

/** An object without any member. */
export const nothing = z.strictObject({});
