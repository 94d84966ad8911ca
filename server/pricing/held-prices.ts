import { ApiFailure } from '../http/errors';
import { changedMeanwhile, fileBytes, versionOf } from '../json/changed-file';
import { type PriceEdit, type PriceName, preparePrice, readOwnPrices } from './own-prices';
import type { PriceTable } from './price-table';

/** `isOurs`: it is none of an operator's. */
type File = { path: string; isOurs: boolean };

/** Uses what the file says now. Fails with 409 when it says nothing that can be read; then nothing changes. */
export function refreshPrices(file: File, prices: PriceTable): void {
  if (versionNow(file) === prices.own().version) return;
  try {
    prices.replaceOwn(readOwnPrices(file, 'The prices file'));
  } catch (error) {
    throw new ApiFailure(409, (error as Error).message, { code: 'invalid_prices_file' });
  }
}

/**
 * Sets a price, or takes it away (null), and uses it from then on. `tell` writes the line of the audit log: without it
 * nothing changes. Fails with 412 when the file is not `version`.
 */
export async function changePrice(
  file: File,
  prices: PriceTable,
  { version, ...change }: { version: string; name: PriceName; edit: PriceEdit | null },
  tell: () => Promise<void>,
): Promise<void> {
  if (prices.own().version !== version) throw changedMeanwhile('prices file');
  const prepared = preparePrice(file.path, version, change);
  try {
    await tell();
  } catch (error) {
    prepared.drop();
    throw error;
  }
  prepared.commit();
  refreshPrices(file, prices);
}

function versionNow({ path }: File): string | null {
  try {
    return versionOf(fileBytes(path));
  } catch {
    return null;
  }
}
