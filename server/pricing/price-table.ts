import * as z from 'zod';
import { readJsonFile } from '../json/json-file';
import shipped from './prices.json';

const schema = z.object({
  source: z.string(),
  checked: z.iso.date(),
  prices: z.array(
    z.object({
      host: z.string(),
      model: z.string(),
      /** US dollars per million tokens. */
      input: z.number().nonnegative(),
      cachedInput: z.number().nonnegative().optional(),
      output: z.number().nonnegative(),
    }),
  ),
});

type Usage = {
  promptTokens: number | null;
  completionTokens: number | null;
  cachedTokens: number | null;
};

export type PriceTable = {
  source: string;
  /** The day the prices were read from their source. */
  checked: string;
  /** Estimated US dollars; null when this model of this provider has no price here: no cost beats a wrong one. */
  cost: (baseUrl: string, model: string, usage: Usage) => number | null;
  /** The same for a model whose provider nobody knows: its price, if one provider alone has such a model. */
  costOfModel: (model: string, usage: Usage) => number | null;
};

/** The shipped table, or the user's own (`PRICES_FILE`), which replaces it as a whole. A broken file stops the start. */
export function readPriceTable(path: string | null): PriceTable {
  const parsed = schema.safeParse(path === null ? shipped : readJson(path));
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The prices file ${path} is not valid: ${places.join('; ')}.`);
  }
  const { source, checked, prices } = parsed.data;
  const byModel = new Map(prices.map((price) => [`${price.host} ${price.model}`, price]));
  const ofHost = (host: string, model: string) =>
    byModel.get(`${host} ${model}`) ?? byModel.get(`${host} ${familyOf(model)}`);
  const hosts = [...new Set(prices.map(({ host }) => host))];
  return {
    source,
    checked,
    cost: (baseUrl, model, usage) => dollars(ofHost(new URL(baseUrl).hostname, model), usage),
    costOfModel(model, usage) {
      const found = hosts.flatMap((host) => ofHost(host, model) ?? []);
      return found.length === 1 ? dollars(found[0], usage) : null;
    },
  };
}

/** A dated snapshot costs what its family costs, unless it has a line of its own. */
function familyOf(model: string): string {
  return model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
}

type Price = z.infer<typeof schema>['prices'][number];

function dollars(
  price: Price | undefined,
  { promptTokens, completionTokens, cachedTokens }: Usage,
): number | null {
  if (!price || promptTokens === null || completionTokens === null) return null;
  const cached = Math.min(cachedTokens ?? 0, promptTokens);
  const amount =
    (promptTokens - cached) * price.input +
    cached * (price.cachedInput ?? price.input) +
    completionTokens * price.output;
  return amount / 1_000_000;
}

function readJson(path: string): unknown {
  try {
    return readJsonFile(path);
  } catch {
    throw new Error(`The prices file ${path} cannot be read or is not valid JSON.`);
  }
}
