import { answeredCall } from '#contract/message/calls';
import { isInstruction } from '@/components/message/is-instruction';
import type { ViewMessage } from '@/components/message/view-message';
import { asRecord } from '@/lib/as-record';
import { messageOf, type Turn } from '../turns/conversation';

/** What stands for a name in the messages; null leaves the braces as they are, for prompts that speak of templates. */
export type Variables = Record<string, string | null>;

/** A name between double braces. */
export const VARIABLE = /\{\{\s*([\p{L}_][\p{L}\p{N}_.-]*)\s*\}\}/gu;

/** The names between double braces in what was written here, in the order in which they come up. */
export function variablesIn(turns: readonly Turn[]): string[] {
  return [...new Set(turns.flatMap(namesOf))];
}

const known = new WeakMap<Turn, readonly string[]>();

/** A turn never changes, and each chunk of an answer asks for the names in all of them. */
function namesOf(turn: Turn): readonly string[] {
  const names =
    known.get(turn) ??
    (isTemplate(turn) ? textsOf(messageOf(turn)) : []).flatMap((text) =>
      [...text.matchAll(VARIABLE)].map(nameIn),
    );
  known.set(turn, names);
  return names;
}

export function missingVariables(turns: readonly Turn[], values: Variables): string[] {
  const missing = turns.flatMap((turn) =>
    variablesIn([turn]).filter((name) => valueOf(valuesFor(turn, values), name) === undefined),
  );
  return [...new Set(missing)];
}

/**
 * The turns as they are kept once `sent` has gone out: each of those holds on to what stood for its names. Instructions
 * do not: whoever changes a value means the answers to come.
 */
export function withValuesKept(
  turns: readonly Turn[],
  sent: readonly Turn[],
  values: Variables,
): Turn[] {
  const keys = new Set(sent.map(({ key }) => key));
  return turns.map((turn) => {
    if (turn.kind === 'answer' || turn.values || isInstructing(turn)) return turn;
    if (!keys.has(turn.key)) return turn;
    const names = variablesIn([turn]);
    if (names.length === 0) return turn;
    return {
      ...turn,
      values: Object.fromEntries(names.map((n) => [n, valueOf(values, n) ?? null])),
    };
  });
}

/** The messages after the last answer can be filled anew; `values` are those that they were filled with. */
export function askedAnew(turns: readonly Turn[]): { turns: Turn[]; values: Variables } {
  const from = turns.findLastIndex(({ kind }) => kind === 'answer') + 1;
  let values: Variables = {};
  const anew = turns.map((turn, at) => {
    if (at < from || turn.kind === 'answer') return turn;
    const { values: own, ...rest } = turn;
    values = { ...values, ...own };
    return rest;
  });
  return { turns: anew, values };
}

/** The message as it is sent, with the values that it was sent with before. What stands for a name is not searched for names again. */
export function filledMessage(turn: Turn, values: Variables): ViewMessage | null {
  const message = messageOf(turn);
  if (!message || !isTemplate(turn)) return message;
  const { content, content_parts } = message;
  const own = valuesFor(turn, values);
  return {
    ...message,
    ...(content !== undefined && { content: filled(content, own) }),
    ...(content_parts !== undefined && { content_parts: filled(content_parts, own) }),
  };
}

/** What fills the instructions, and the messages since the answer before: what an answer to them is made with. */
export function valuesAsked(turns: readonly Turn[], today: Variables): Record<string, string> {
  const from = turns.findLastIndex(({ kind }) => kind === 'answer') + 1;
  const asked = turns.filter((turn, at) => at >= from || isInstructing(turn));
  const pairs = asked.flatMap((turn) =>
    variablesIn([turn]).flatMap((name) => {
      const value = valueOf(valuesFor(turn, today), name);
      return typeof value === 'string' ? [[name, value] as const] : [];
    }),
  );
  return Object.fromEntries(pairs);
}

function valuesFor(turn: Turn, today: Variables): Variables {
  const isKept = turn.kind === 'prompt' && turn.values && !isInstructing(turn);
  return isKept ? { ...today, ...turn.values } : today;
}

export function isInstructing(turn: Turn): boolean {
  return isInstruction(messageOf(turn)?.role ?? '');
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
    return value.replaceAll(VARIABLE, (braces, name: string) => valueOf(values, name) ?? braces);
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
