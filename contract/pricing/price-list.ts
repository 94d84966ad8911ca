/** How a list of prices tells a model by its name; all in small letters but expressions. */
type NameMatch =
  | { equals: string }
  | { starts_with: string }
  | { ends_with: string }
  | { contains: string }
  | { regex: string }
  | { or: readonly NameMatch[] }
  | { and: readonly NameMatch[] };

/** US dollars per million tokens; of a long prompt all tokens cost what its tier says. */
export type Rate = number | { base: number; tiers: readonly { above: number; rate: number }[] };

/** What the tokens of a model cost, from a day on if there is one (UTC). */
export type Rates = {
  from?: string;
  input: Rate;
  /** Read from a cache; as other input where it is missing. */
  cachedInput?: Rate;
  /** Written to a cache; as other input where it is missing. */
  cacheWrite?: Rate;
  output: Rate;
};

export type PricedModel = {
  id: string;
  match: NameMatch;
  /** Tokens. */
  context?: number;
  /** The later ones in time behind the others. */
  rates: readonly Rates[];
};

/** What one provider asks, at the addresses that its expression matches. */
export type PricedProvider = {
  id: string;
  name: string;
  address: string;
  /** Whose prices it asks for what it has no price of its own for. */
  asAt?: readonly string[];
  models: readonly PricedModel[];
};

export type TokenUsage = {
  promptTokens: number | null;
  completionTokens: number | null;
  /** Of the prompt. */
  cachedTokens: number | null;
  /** Of the prompt. */
  cacheWriteTokens?: number | null;
};

/** Longer ones are no names of models, and expressions are slow on them. */
const LONGEST_NAME = 200;

export function findModel(models: readonly PricedModel[], name: string): PricedModel | undefined {
  const wanted = name.toLowerCase();
  if (name.length > LONGEST_NAME) return undefined;
  return models.find(({ match }) => isMatch(match, wanted));
}

function isMatch(match: NameMatch, name: string): boolean {
  if ('equals' in match) return name === match.equals;
  if ('starts_with' in match) return name.startsWith(match.starts_with);
  if ('ends_with' in match) return name.endsWith(match.ends_with);
  if ('contains' in match) return name.includes(match.contains);
  if ('regex' in match) return new RegExp(match.regex, 'i').test(name);
  if ('or' in match) return match.or.some((each) => isMatch(each, name));
  return match.and.every((each) => isMatch(each, name));
}

/** What held at a time, in Unix seconds: the last rates that had begun. */
export function ratesAt<Held extends Rates>(
  { rates }: { rates: readonly Held[] },
  at: number,
): Held | null {
  const day = new Date(at * 1_000).toISOString().slice(0, 10);
  return rates.findLast(({ from }) => from === undefined || from <= day) ?? null;
}

/** Estimated US dollars; null where the tokens are not known. */
export function dollarsOf(rates: Rates, usage: TokenUsage): number | null {
  const { promptTokens, completionTokens } = usage;
  if (promptTokens === null || completionTokens === null) return null;
  const cached = Math.min(usage.cachedTokens ?? 0, promptTokens);
  const written = Math.min(usage.cacheWriteTokens ?? 0, promptTokens - cached);
  const rate = (of: Rate | undefined) => tierOf(of ?? rates.input, promptTokens);
  const amount =
    (promptTokens - cached - written) * rate(rates.input) +
    cached * rate(rates.cachedInput) +
    written * rate(rates.cacheWrite) +
    completionTokens * rate(rates.output);
  return amount / 1_000_000;
}

function tierOf(rate: Rate, promptTokens: number): number {
  if (typeof rate === 'number') return rate;
  const reached = rate.tiers.filter(({ above }) => promptTokens > above);
  // People write them in any order.
  return reached.toSorted((a, b) => a.above - b.above).at(-1)?.rate ?? rate.base;
}
