import type { ModelPrice } from '#contract/wire/prices';

export type Shown = 'used' | 'missing' | 'own';

/** Used, and nobody knows what it costs. */
export function isMissing({ requests, rates }: ModelPrice): boolean {
  return requests > 0 && rates === null;
}

const SHOWN: Record<Shown, (price: ModelPrice) => boolean> = {
  used: ({ requests }) => requests > 0,
  missing: isMissing,
  own: ({ own }) => own,
};

/** Those of a kind whose model or provider holds all words; what has no price comes first. */
export function shownPrices(
  prices: readonly ModelPrice[],
  shown: Shown,
  search: string,
): ModelPrice[] {
  const words = search.toLowerCase().split(/\s+/);
  return prices
    .filter(SHOWN[shown])
    .filter(({ model, provider }) => {
      const text = `${model} ${provider ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => Number(isMissing(b)) - Number(isMissing(a)));
}

export function countOf(prices: readonly ModelPrice[], shown: Shown): number {
  return prices.filter(SHOWN[shown]).length;
}

/** One price of one model, among all. */
export function priceKey({ provider, host, model, from }: ModelPrice): string {
  return JSON.stringify([provider, host, model, from]);
}

/** "1.25", "0.125", "10.00": at least cents. */
export function rateWords(dollars: number): string {
  const text = String(Number(dollars.toFixed(6)));
  return /\.\d\d/.test(text) ? text : dollars.toFixed(2);
}

/** What was typed as dollars; null for what is none. An empty text is undefined. */
export function typedRate(text: string): number | null | undefined {
  const typed = text.trim().replace(/^\$/, '').replace(',', '.');
  if (typed === '') return undefined;
  const dollars = Number(typed);
  return Number.isFinite(dollars) && dollars >= 0 && dollars <= 1_000_000 ? dollars : null;
}
