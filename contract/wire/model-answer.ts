import * as z from 'zod/mini';

/** `GET /v1/models/{id}`. Loose: what a provider tells of a model beyond OpenAI's members is passed on. */
export const modelAnswer = z.looseObject({
  id: z.string().check(z.minLength(1)),
  object: z.literal('model'),
  created: z.int().check(z.nonnegative()),
  owned_by: z.string(),
});

/** `GET /v1/models`: the models of all providers, and the aliases. */
export const modelListAnswer = z.looseObject({
  object: z.literal('list'),
  data: z.array(modelAnswer),
});
