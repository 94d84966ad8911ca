import { readFileSync } from 'node:fs';
import * as z from 'zod';
import {
  fileBytes,
  laidOut,
  type PreparedEdit,
  prepareFile,
  versionOf,
} from '../json/changed-file';
import { decoded } from '../json/json-file';
import { elementTexts, memberTexts } from '../json/members';

const amount = z.number().nonnegative();
const rate = z.union([
  amount,
  z.object({ base: amount, tiers: z.array(z.object({ above: amount, rate: amount })) }),
]);
const ownSchema = z.object({
  source: z.string().optional(),
  checked: z.iso.date().optional(),
  prices: z.array(
    z.object({
      /** Of the provider's address, such as `api.openai.com`. */
      host: z.string(),
      model: z.string(),
      /** US dollars per million tokens. */
      input: rate,
      cachedInput: rate.optional(),
      cacheWrite: rate.optional(),
      output: rate,
      context: z.number().positive().optional(),
      from: z.iso.date().optional(),
      /** The day it was set here. */
      checked: z.iso.date().optional(),
    }),
  ),
});
export type OwnPrice = z.infer<typeof ownSchema>['prices'][number];

/** The user's own prices, which lie over the shipped ones. */
export type OwnPrices = {
  /** Of the bytes that they were read from; a missing file has one too. */
  version: string;
  /** The day they were read from where they are from. */
  checked: string | null;
  prices: readonly OwnPrice[];
};

/** Which entry of the file: a model of a host from a day on. */
export type PriceName = { host: string; model: string; from: string | null };

/** Members of an entry; null takes one out. */
export type PriceEdit = Record<string, number | string | null>;

const NONE = Buffer.from('{}');

/**
 * Those of a file; `isOurs`: it is none of an operator's, and may be missing. A broken one fails, and says what is wrong
 * with it without a value.
 */
export function readOwnPrices(
  { path, isOurs }: { path: string; isOurs: boolean },
  called = `The prices file ${path}`,
): OwnPrices {
  let bytes: Buffer;
  let value: unknown;
  try {
    bytes = isOurs ? fileBytes(path) : readFileSync(path);
    if (isOurs && bytes.equals(NONE))
      return { version: versionOf(bytes), checked: null, prices: [] };
    value = JSON.parse(decoded(bytes));
  } catch {
    throw new Error(`${called} cannot be read or is not valid JSON.`);
  }
  const parsed = ownSchema.safeParse(value);
  if (parsed.success) {
    const { prices, checked = null } = parsed.data;
    return { version: versionOf(bytes), checked, prices };
  }
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${called} is not valid: ${places.join('; ')}.`);
}

/** Prepares the file with one entry written anew, or taken out (null). Everything else keeps its exact text. */
export function preparePrice(
  path: string,
  version: string,
  { name, edit }: { name: PriceName; edit: PriceEdit | null },
): PreparedEdit {
  return prepareFile({ path, called: 'prices file' }, version, (before) => {
    const root = memberTexts(decoded(before));
    const entries = elementTexts(root.get('prices') ?? '[]');
    const at = entries.findIndex((text) => isOf(name, JSON.parse(text)));
    const entry = memberTexts(entries[at] ?? JSON.stringify(named(name)));
    for (const [member, value] of Object.entries(edit ?? {}))
      if (value === null) entry.delete(member);
      else entry.set(member, JSON.stringify(value));
    const place = at === -1 ? entries.length : at;
    const left = entries.toSpliced(place, 1, ...(edit === null ? [] : [laidOut(entry, 4)]));
    root.set('prices', left.length === 0 ? '[]' : `[\n    ${left.join(',\n    ')}\n  ]`);
    return `${laidOut(root, 0)}\n`;
  });
}

function named({ host, model, from }: PriceName): object {
  return { host, model, ...(from !== null && { from }) };
}

function isOf({ host, model, from }: PriceName, entry: unknown): boolean {
  const { from: day = null, ...its } = entry as Partial<OwnPrice>;
  return its.host === host && its.model === model && day === from;
}
