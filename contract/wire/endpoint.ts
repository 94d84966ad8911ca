import * as z from 'zod/mini';

/** What a route of `/api` answers. Errors are the same everywhere: see `error-answer.ts`. */
export type Endpoint = {
  /** What it does, as the HTTP reference says it. */
  about: string;
  /** Its parameters in the address, by name, each with what it is for. */
  query?: Readonly<Record<string, string>>;
  /** What the JSON of a request has to be; none where a request brings nothing. */
  body?: z.ZodMiniType;
  /** Of a success; 200 unless it is said. */
  status?: 201 | 202 | 204;
  /** What its JSON is. */
  answer?: z.ZodMiniType;
  /** The content types that it answers in where that is no JSON; `any` where a provider answers. */
  types?: readonly string[] | 'any';
};

/** Of a list that comes in pages. */
export const PAGE_QUERY = {
  limit: 'How many items, 1 to 100; 20 unless it is said',
  after: '`next` of the page before',
};

/** Of a stream that tells how an answer is getting on. */
export const FOLLOW_QUERY = {
  follow: 'false: only what has come by now; the stream ends without `[DONE]`',
};

/** Whole, and not negative. */
export const count = z.int().check(z.nonnegative());
/** Unix time, whole. */
export const seconds = z.int().check(z.nonnegative());

/** A page of a list; `next` is what `after` has to be for the page behind it, null at the end. */
export function pageOf<Item extends z.ZodMiniType>(item: Item) {
  return z.strictObject({
    object: z.literal('list'),
    data: z.array(item),
    next: z.nullable(z.string()),
  });
}

/** A list that comes as a whole. */
export function listOf<Item extends z.ZodMiniType>(item: Item) {
  return z.strictObject({ object: z.literal('list'), data: z.array(item) });
}

/** What is left to say of something that is gone. */
export const deleted = z.strictObject({ id: z.string(), deleted: z.literal(true) });
