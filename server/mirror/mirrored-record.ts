import { appendedCount } from '#contract/message/appended';
import { isObject } from '#contract/json';
import { editMembers, elementTexts, memberTexts } from '../json/members';
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
  const line = editMembers(completion, {
    messages: `[${asked.join(',')}]`,
    input_messages: null,
  });
  const record = readCompletion(line, JSON.parse(line) as Record<string, unknown>);
  return {
    ...record,
    provider: provider.name,
    upstreamId: record.id,
    cost: record.cost ?? prices.cost(provider.baseUrl, record.model, record),
  };
}

/** The request's messages where a list has them already, each as JSON text; else null. Source: OGX. */
export function listedMessages(completion: string): string[] | null {
  const text = memberTexts(completion).get('input_messages');
  if (!text?.startsWith('[')) return null;
  const messages = elementTexts(text);
  return messages.length > 0 && messages.every((each) => isObject(JSON.parse(each)))
    ? messages
    : null;
}

/** As it was sent: without the id that the store gave it, without the nulls that it filled in, its parts where they belong. */
function requestMessage(text: string): string {
  const members = memberTexts(text);
  const parts = members.get('content_parts');
  const hasParts = parts !== undefined && parts.startsWith('[') && parts !== '[]';
  const unset = [...members].filter(([name, value]) => value === 'null' && name !== 'content');
  return editMembers(text, {
    ...Object.fromEntries(unset.map(([name]) => [name, null])),
    id: null,
    content_parts: null,
    ...(hasParts && { content: parts }),
  });
}
