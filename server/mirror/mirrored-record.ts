import { appendedCount } from '#contract/message/appended';
import { isObject, objectOr } from '#contract/json';
import { textMetadata } from '#contract/metadata';
import { askedMessage } from '#contract/message/asked-message';
import { inputMessages } from '#contract/message/input-messages';
import { editMembers, elementTexts, memberTexts } from '../json/members';
import type { PriceTable } from '../pricing/price-table';
import type { Provider } from '../providers/provider';
import type { EndedRecord } from '../store/records';
import { readCompletion } from '../transfer/read-completion';
import { Unusable } from '../transfer/unusable';

/** One completion of a provider's store as a record of this one, under its id. Throws for what is none. */
export function mirroredRecord(
  { provider, prices }: { provider: Provider; prices: PriceTable },
  completion: string,
  messages: readonly string[],
): EndedRecord {
  const value: unknown = JSON.parse(completion);
  if (!isObject(value)) throw new Unusable('it is no completion');
  const said = messages.map((text): unknown => JSON.parse(text));
  const end = messages.length - appendedCount(said, value['choices']);
  const asked = messages.slice(0, end).map(requestMessage);
  const metadata = textMetadata(value['metadata']);
  const line = editMembers(completion, {
    messages: `[${asked.join(',')}]`,
    input_messages: null,
    ...(metadata !== null && { metadata: JSON.stringify(metadata) }),
  });
  const record = readCompletion(line, JSON.parse(line) as Record<string, unknown>);
  return {
    ...record,
    provider: provider.name,
    upstreamId: record.id,
    cost: record.cost ?? prices.cost(provider.baseUrl, record.model, record),
  };
}

/** The request's messages where a list has them already, each as JSON text; else null. */
export function listedMessages(completion: string): string[] | null {
  if (inputMessages(JSON.parse(completion)) === null) return null;
  return elementTexts(memberTexts(completion).get('input_messages') ?? '[]');
}

/** As it was sent, to the digit. */
function requestMessage(text: string): string {
  const members = memberTexts(text);
  const listed = objectOr(JSON.parse(text));
  const asked = askedMessage(listed);
  const dropped = [...members.keys()].filter((name) => !Object.hasOwn(asked, name));
  const hasParts = asked['content'] !== listed['content'];
  return editMembers(text, {
    ...Object.fromEntries(dropped.map((name) => [name, null])),
    ...(hasParts && { content: members.get('content_parts') ?? null }),
  });
}
