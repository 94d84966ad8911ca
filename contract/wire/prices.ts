import * as z from 'zod/mini';
import { count, type Endpoint, seconds } from './endpoint';

const amount = z.number().check(z.nonnegative());

/** US dollars per million tokens of a short prompt. */
const rates = z.strictObject({
  input: amount,
  /** Read from a cache and written to it; null: as other input. */
  cached_input: z.nullable(amount),
  cache_write: z.nullable(amount),
  output: amount,
  /** What the tokens of longer prompts cost, by the length above which they do. */
  tiers: z.array(z.strictObject({ above: count, input: amount, output: amount })),
});

const modelPrice = z.strictObject({
  object: z.literal('price'),
  /** Null where no provider of this server is at that host. */
  provider: z.nullable(z.string()),
  /** Of the provider's address, or the name of a provider that is not set up here; null where that is no host. */
  host: z.nullable(z.string()),
  model: z.string(),
  /** Null where nobody knows what it costs. */
  rates: z.nullable(rates),
  /** Set here or in `PRICES_FILE`, not of the shipped list. */
  own: z.boolean(),
  /** The first day of a price that is not always so. */
  from: z.nullable(z.string()),
  /** The day its price was read or set. */
  checked: z.nullable(z.string()),
  /** It runs on this machine, so nobody asks for money. */
  local: z.boolean(),
  /** Of the last 28 days: requests, those among them whose cost is not known, and US dollars. */
  requests: count,
  unpriced: count,
  cost: amount,
});
export type ModelPrice = z.infer<typeof modelPrice>;

const priceList = z.strictObject({
  object: z.literal('list'),
  /** What is used, the most used first, then what else has a price of its own. */
  data: z.array(modelPrice),
  /** Of the shipped list: where it is from and of which day. */
  source: z.string(),
  checked: z.string(),
  /** Since when use is counted. */
  since: seconds,
  /** Of the file with own prices; a change names it in `If-Match`. */
  version: z.string(),
  editable: z.boolean(),
  /** The file that the operator named, which is changed there; null: this server keeps its own. */
  file: z.nullable(z.string()),
});
export type PriceList = z.infer<typeof priceList>;

const MOST = 'expected dollars per million tokens, from 0 to 1000000.';
const dollars = z.number('a number').check(z.gte(0, MOST), z.lte(1_000_000, MOST));

export const priceRequest = z.strictObject({
  host: z
    .string('a string')
    .check(z.regex(/^[\w.:[\]-]{1,253}$/, 'expected a host such as api.openai.com.')),
  model: z
    .string('a string')
    .check(z.trim(), z.minLength(1, 'expected a name.'), z.maxLength(200, 'expected a name.')),
  from: z.optional(z.nullable(z.iso.date('expected a day such as 2026-11-09.'))),
  /** Null takes the price away. */
  rates: z.nullable(
    z.strictObject({
      input: dollars,
      output: dollars,
      cached_input: z.optional(z.nullable(dollars)),
      cache_write: z.optional(z.nullable(dollars)),
    }),
  ),
});

export const PRICE_ENDPOINTS = {
  'GET /api/prices': {
    about: 'What models cost that are used or have a price of their own, and where it is from',
    answer: priceList,
  },
  'POST /api/prices': {
    about: 'Sets what a model costs, or takes that away; `If-Match` names the version of the list',
    body: priceRequest,
    answer: priceList,
  },
} as const satisfies Record<string, Endpoint>;
