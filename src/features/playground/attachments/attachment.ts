import type { MessageParam } from '@/api/wire';
import type { ViewMessage } from '@/components/message/view-message';
import { asRecord } from '@/lib/as-record';

type UserPart = Exclude<Extract<MessageParam, { role: 'user' }>['content'], string>[number];
/** A part of a user's message beside its text, as it is sent. */
export type Attachment = Exclude<UserPart, { type: 'text' }>;

/** What is in a message beside its text, also what this page cannot make itself. */
export function attachmentsOf({ content, content_parts }: ViewMessage): unknown[] {
  const list = Array.isArray(content_parts) ? content_parts : content;
  return Array.isArray(list) ? list.filter((part) => asRecord(part)?.type !== 'text') : [];
}

/** A message's content of text and other parts; a text alone stays the plain text it is. */
export function contentWith(text: string, attachments: readonly unknown[]): unknown {
  if (attachments.length === 0) return text;
  return [...(text === '' ? [] : [{ type: 'text', text }]), ...attachments];
}
