import * as z from 'zod/mini';

// Without its words, every fault would read 'Invalid input'.
z.config(z.locales.en());

/** What is wrong with an answer of ours by its schema in `contract/wire`; empty when it fits. */
export function wireErrors(schema: z.ZodMiniType, value: unknown): string[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return issues.map(({ path, message }) => `/${path.join('/')} ${message}`);
}
