// Writes server/pricing/prices.json from the package of prices: `npx tsx scripts/prices.ts`, after the package was
// updated. It takes the figures, not the file: tokens of text alone, without times of day.
import { readFileSync, writeFileSync } from 'node:fs';
import { findProvider, type ModelInfo, type ModelPrice } from '@pydantic/genai-prices';
import type { PricedModel, Rate, Rates } from '#contract/pricing/price-list';

const PROVIDERS = [
  'openai',
  'anthropic',
  'google',
  'mistral',
  'deepseek',
  'x-ai',
  'cohere',
  'perplexity',
  'moonshotai',
  'groq',
  'cerebras',
  'together',
  'fireworks',
  'azure',
  'aws',
  'openrouter',
];
const FILE = 'server/pricing/prices.json';

const { version } = JSON.parse(
  readFileSync('node_modules/@pydantic/genai-prices/package.json', 'utf8'),
) as { version: string };
const checked = new Date().toISOString().slice(0, 10);
const providers = PROVIDERS.map((id) => {
  const found = findProvider({ providerId: id });
  if (!found) throw new Error(`The package has no prices of ${id}.`);
  const { name, fallback_model_providers: asAt } = found;
  // One ends before the end of its hosts, and would be true of any that begins like it.
  const address = found.api_pattern.replace(/\\\.$/, String.raw`\.(?:ai|cn)`);
  const models = found.models.map(priced);
  return { id, name, address, ...(asAt && { asAt }), models };
});
const body = providers
  .map(({ models, ...provider }) => {
    const head = JSON.stringify(provider).slice(0, -1);
    return `${head},"models":[\n${models.map((model) => JSON.stringify(model)).join(',\n')}\n]}`;
  })
  .join(',\n');
const source = 'https://www.npmjs.com/package/@pydantic/genai-prices';
const head = JSON.stringify({ source, version, checked }).slice(0, -1);
writeFileSync(FILE, `${head},"providers":[\n${body}\n]}\n`);
const count = providers.reduce((sum, { models }) => sum + models.length, 0);
console.log(`${count} models of ${providers.length} providers, ${version} of ${checked}`);

/** What is not paid by the token of text has no rates, and is no other model's namesake. */
function priced({ id, match, context_window: context, prices }: ModelInfo): PricedModel {
  const dated = Array.isArray(prices) ? prices : [{ prices }];
  const rates = dated.flatMap(({ constraint, prices: each }) => {
    // At night some are cheaper: what is asked at all times is the estimate.
    if (constraint?.type === 'time_of_date') return [];
    const from = constraint?.start_date;
    return ratesOf(each, from) ?? [];
  });
  return { id, match, ...(context && { context }), rates };
}

function ratesOf(price: ModelPrice, from: string | undefined): Rates | null {
  const [input, output] = [rateOf(price['input_mtok']), rateOf(price['output_mtok'])];
  if (input === undefined || output === undefined) return null;
  const cachedInput = rateOf(price['cache_read_mtok']);
  const cacheWrite = rateOf(price['cache_write_mtok']);
  return {
    ...(from !== undefined && { from }),
    input,
    ...(cachedInput !== undefined && { cachedInput }),
    ...(cacheWrite !== undefined && { cacheWrite }),
    output,
  };
}

function rateOf(price: ModelPrice[string]): Rate | undefined {
  if (price === undefined || typeof price === 'number') return price;
  const tiers = price.tiers.map(({ start, price: rate }) => ({ above: start, rate }));
  return { base: price.base, tiers: tiers.toSorted((a, b) => a.above - b.above) };
}
