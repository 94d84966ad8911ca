import { objectOr } from '#contract/json';
import { cacheWriteTokens } from '#contract/message/cache-writes';
import { providerCost } from '#contract/message/provider-cost';
import type { AppParts } from '../parts';
import type { ItemToPrice, PricedItem } from '../store/jobs';
import { STRIPPED } from '../store/sql/strip';
import { createBatchSize } from './batch-size';
import type { Kind } from './runner';

/** Milliseconds that a batch may keep other writers waiting. */
const BATCH_MS = 30;
const MOST = 500;

type Parts = Pick<AppParts, 'store' | 'registry' | 'prices'>;

/**
 * Prices what is stored by the prices of now for the day it was made. What its provider said it costs stays, and so does
 * the cost of what has no price now: it may be all that is known.
 */
export function repriceKind({ store, registry, prices }: Parts): Kind {
  return {
    steps: () => {
      const size = createBatchSize({ aimMs: BATCH_MS, most: MOST });
      return async (job) => {
        const items = await store.itemsToPrice(job.id, size.rows());
        if (items.length === 0) return null;
        const providers = await registry.providers();
        const addresses = new Map(providers.map(({ name, baseUrl }) => [name, baseUrl]));
        const priced = items.map((item): PricedItem => {
          const { n, k, cost } = item;
          const baseUrl = addresses.get(item.provider ?? '') ?? null;
          return { n, k, from: cost, to: costOf(item, baseUrl, prices) };
        });
        return store.priceForJob(job.id, priced, (ms) => size.worked(items.length, ms));
      };
    },
  };
}

function costOf(item: ItemToPrice, baseUrl: string | null, prices: Parts['prices']): number | null {
  const { cost, model, created, body, request, written } = item;
  if (written !== null) return costBefore(written, cost);
  if (model === null || created === null || body === null) return cost;
  const answer: unknown = JSON.parse(body);
  // Of what was stripped, what its provider said may be gone.
  if (providerCost(answer) !== null || (request === STRIPPED && cost !== null)) return cost;
  const usage = { ...item, cacheWriteTokens: cacheWriteTokens(answer) };
  const now =
    baseUrl === null
      ? prices.costOfModel(model, usage, created)
      : prices.cost(baseUrl, model, usage, created);
  return now ?? cost;
}

/** For a job that takes another back: what that found, unless the cost has changed since. */
function costBefore(written: string, cost: number | null): number | null {
  const { before, after } = objectOr(JSON.parse(written));
  return after === cost && (before === null || typeof before === 'number') ? before : cost;
}
