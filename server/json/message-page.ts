import { invalidCursor } from '../http/errors';
import type { ListQuery } from '../store/listing';
import { editMembers, elementTexts, memberTexts } from './members';

/**
 * One page of a completion's request messages as JSON text (`getChatCompletionMessages` of the spec). Ids are
 * `<completion id>-<index>`; content given as parts moves to `content_parts`.
 */
export function messagePage(
  id: string,
  messages: string,
  { after, limit, order }: Pick<ListQuery, 'after' | 'limit' | 'order'>,
): string {
  const items = elementTexts(messages).map((text, index) => messageItem(`${id}-${index}`, text));
  if (order === 'desc') items.reverse();
  const seen = after === undefined ? -1 : items.findIndex((item) => item.id === after);
  if (after !== undefined && seen === -1) throw invalidCursor();
  const page = items.slice(seen + 1, seen + 1 + limit);
  const data = page.map((item) => item.text()).join(',');
  const first = JSON.stringify(page[0]?.id ?? '');
  const last = JSON.stringify(page.at(-1)?.id ?? '');
  const hasMore = items.length > seen + 1 + limit;
  return `{"object":"list","data":[${data}],"first_id":${first},"last_id":${last},"has_more":${hasMore}}`;
}

function messageItem(id: string, message: string): { id: string; text: () => string } {
  return { id, text: () => withId(id, message) };
}

function withId(id: string, message: string): string {
  // A provider may take messages that are no objects; ours is not to judge what was sent.
  if (!message.startsWith('{'))
    return `{"id":${JSON.stringify(id)},"role":"user","content":${message}}`;
  const members = memberTexts(message);
  const content = members.get('content') ?? 'null';
  const parts = content.startsWith('[')
    ? { content: 'null', content_parts: content }
    : { content, content_parts: 'null' };
  const refusal = members.get('refusal') ?? 'null';
  return editMembers(message, { id: JSON.stringify(id), ...parts, refusal });
}
