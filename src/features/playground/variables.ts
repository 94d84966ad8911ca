import { answeredCall } from '#contract/message/calls';
import type { ViewMessage } from '@/components/message/view-message';
import { asRecord } from '@/lib/as-record';
import { messageOf, type Turn } from './conversation';

/** What stands for a name in the messages; null leaves the braces as they are, for prompts that speak of templates. */
export type Variables = Record<string, string | null>;

const pattern = /\{\{\s*([\p{L}_][\p{L}\p{N}_.-]*)\s*\}\}/gu;

/** The names between double braces in what was written here, in the order in which they come up. */
export function variablesIn(turns: readonly Turn[]): string[] {
  const texts = turns.flatMap((turn) => (isTemplate(turn) ? textsOf(messageOf(turn)) : []));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(nameIn)))];
}

export function missingVariables(turns: readonly Turn[], values: Variables): string[] {
  return variablesIn(turns).filter((name) => valueOf(values, name) === undefined);
}

/** The message as it is sent. What stands for a name is not searched for names again. */
export function filledMessage(turn: Turn, values: Variables): ViewMessage | null {
  const message = messageOf(turn);
  if (!message || !isTemplate(turn)) return message;
  const { content, content_parts } = message;
  return {
    ...message,
    ...(content !== undefined && { content: filled(content, values) }),
    ...(content_parts !== undefined && { content_parts: filled(content_parts, values) }),
  };
}

export function valueOf(values: Variables, name: string): string | null | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** An answer is the model's text, and a result is a tool's: braces in them mean nothing here. */
function isTemplate(turn: Turn): boolean {
  return turn.kind === 'prompt' && answeredCall(turn.message) === null;
}

function textsOf(message: ViewMessage | null): string[] {
  const { content, content_parts } = message ?? {};
  return [content, content_parts].flatMap((value) =>
    (Array.isArray(value) ? value : [value]).flatMap((part) => {
      const text: unknown = typeof part === 'string' ? part : asRecord(part)?.text;
      return typeof text === 'string' ? [text] : [];
    }),
  );
}

function filled(value: unknown, values: Variables): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(pattern, (braces, name: string) => valueOf(values, name) ?? braces);
  }
  if (Array.isArray(value)) return value.map((part) => filledPart(part, values));
  return value;
}

function filledPart(part: unknown, values: Variables): unknown {
  const record = asRecord(part);
  if (typeof record?.text !== 'string') return part;
  return { ...record, text: filled(record.text, values) };
}

function nameIn([, name = '']: RegExpExecArray): string {
  return name;
}
