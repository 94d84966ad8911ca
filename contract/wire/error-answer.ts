import * as z from 'zod/mini';

/**
 * The body of every error answer of `/v1` and `/api`, as OpenAI's API has it: all four keys are always there. A
 * provider's own error is passed on as it came and may lack some, or have more.
 */
export const errorAnswer = z.object({
  error: z.looseObject({
    message: z.string(),
    type: z.string(),
    param: z.nullable(z.string()),
    code: z.nullable(z.string()),
  }),
});
