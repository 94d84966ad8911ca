import { isObject } from '#contract/json';
import { textMetadata } from '#contract/metadata';
import { editMembers } from '../json/members';
import type { PriceTable } from '../pricing/price-table';
import type { Provider } from '../providers/provider';
import type { EndedRecord } from '../store/records';
import { readCompletion } from '../transfer/read-completion';
import { Unusable } from '../transfer/unusable';

/**
 * One completion of a provider's store, with its request's messages, as a record of this one, under its id. Throws for
 * what is none.
 */
export function mirroredRecord(
  { provider, prices }: { provider: Provider; prices: PriceTable },
  completion: string,
  messages: readonly string[],
): EndedRecord {
  const value: unknown = JSON.parse(completion);
  if (!isObject(value)) throw new Unusable('it is no completion');
  const metadata = textMetadata(value['metadata']);
  const line = editMembers(completion, {
    messages: `[${messages.join(',')}]`,
    ...(metadata !== null && { metadata: JSON.stringify(metadata) }),
  });
  const record = readCompletion(line, JSON.parse(line) as Record<string, unknown>);
  return {
    ...record,
    provider: provider.name,
    upstreamId: record.id,
    cost: record.cost ?? prices.cost(provider.baseUrl, record.model, record, record.created),
  };
}
