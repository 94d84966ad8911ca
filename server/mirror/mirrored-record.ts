import { editMembers, memberTexts } from '../json/members';
import type { PriceTable } from '../pricing/price-table';
import type { Provider } from '../providers/provider';
import type { EndedRecord } from '../store/records';
import { readCompletion } from '../transfer/read-completion';

type Message = { role?: unknown; content?: unknown; tool_calls?: unknown };

/** One completion of a provider's store as a record of this one, under its id. Throws for what is none. */
export function mirroredRecord(
  { provider, prices }: { provider: Provider; prices: PriceTable },
  completion: string,
  messages: readonly string[],
): EndedRecord {
  const value = JSON.parse(completion) as Record<string, unknown>;
  const asked = requestMessages(messages, value).map(requestMessage);
  const line = editMembers(completion, { messages: `[${asked.join(',')}]` });
  const record = readCompletion(line, JSON.parse(line) as Record<string, unknown>);
  return {
    ...record,
    provider: provider.name,
    upstreamId: record.id,
    cost: prices.cost(provider.baseUrl, record.model, record),
  };
}

/** Without the answer, which some servers append to the messages of the request. */
function requestMessages(
  messages: readonly string[],
  { choices }: Record<string, unknown>,
): readonly string[] {
  const last = messages.at(-1);
  if (last === undefined || !Array.isArray(choices)) return messages;
  const said = JSON.parse(last) as Message;
  if (said.role !== 'assistant') return messages;
  const isAnswer = choices.some(
    ({ message }: { message?: Message }) => message && essence(message) === essence(said),
  );
  return isAnswer ? messages.slice(0, -1) : messages;
}

function essence({ content, tool_calls: calls }: Message): string {
  return JSON.stringify([content ?? null, calls ?? null]);
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
