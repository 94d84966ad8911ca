import { appendedCount } from '#contract/message/appended';
import { editMembers, memberTexts } from '../json/members';
import type { PriceTable } from '../pricing/price-table';
import type { Provider } from '../providers/provider';
import type { EndedRecord } from '../store/records';
import { readCompletion } from '../transfer/read-completion';

/** One completion of a provider's store as a record of this one, under its id. Throws for what is none. */
export function mirroredRecord(
  { provider, prices }: { provider: Provider; prices: PriceTable },
  completion: string,
  messages: readonly string[],
): EndedRecord {
  const value = JSON.parse(completion) as Record<string, unknown>;
  const said = messages.map((text): unknown => JSON.parse(text));
  const end = messages.length - appendedCount(said, value['choices']);
  const asked = messages.slice(0, end).map(requestMessage);
  const line = editMembers(completion, { messages: `[${asked.join(',')}]` });
  const record = readCompletion(line, JSON.parse(line) as Record<string, unknown>);
  return {
    ...record,
    provider: provider.name,
    upstreamId: record.id,
    cost: prices.cost(provider.baseUrl, record.model, record),
  };
}

/** As it was sent: without the id that the store gave it, its parts where they belong. */
function requestMessage(text: string): string {
  const parts = memberTexts(text).get('content_parts');
  const hasParts = parts !== undefined && parts.startsWith('[') && parts !== '[]';
  return editMembers(text, {
    id: null,
    content_parts: null,
    ...(hasParts && { content: parts }),
  });
}
