import { isParameter } from '#contract/message/parameters';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { StoredMessage } from '@/api/wire';
import { callsOf } from '#contract/message/calls';
import { textOf } from '#contract/message/read-message';
import { requestMessages } from '@/components/message/request-messages';
import { formatCost, formatDateTime, formatDuration, formatNumber } from '@/lib/format';

export type Line = { name: string; one: string; other: string };

/** Names and values of both side by side, `–` where one has none. */
export function linesOf(
  one: [name: string, value: string | null][],
  other: [name: string, value: string | null][],
): Line[] {
  const values = [new Map(one), new Map(other)] as const;
  const names = [...new Set([...values[0].keys(), ...values[1].keys()])];
  return names
    .map((name) => ({
      name,
      one: values[0].get(name) ?? '–',
      other: values[1].get(name) ?? '–',
    }))
    .filter((line) => line.one !== '–' || line.other !== '–');
}

export function factsOf({ data, usage, facts }: CompletionAnswer): [string, string | null][] {
  const { first_token_ms: first = null, total_ms: total = null } = facts?.timings ?? {};
  return [
    ['Model', data.model],
    ['Created', formatDateTime(data.created)],
    ['Prompt tokens', count(usage?.prompt_tokens)],
    ['Completion tokens', count(usage?.completion_tokens)],
    ['First token', first === null ? null : formatDuration(first)],
    ['Total time', total === null ? null : formatDuration(total)],
    ['Cost (estimate)', facts?.cost == null ? null : formatCost(facts.cost)],
    ['Finish reason', data.choices[0]?.finish_reason ?? null],
    ['Provider', facts?.provider ?? null],
  ];
}

export function parametersOf({ data, facts }: CompletionAnswer): [string, string | null][] {
  return Object.entries(data)
    .filter(([name, value]) => isParameter(name, value, facts?.parameters ?? null))
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
}

export function metadataOf({ data }: CompletionAnswer): [string, string | null][] {
  return Object.entries(data.metadata ?? {});
}

/** The request as one text: role by role. */
export function promptText(messages: StoredMessage[], { choices }: CompletionAnswer): string {
  return requestMessages(messages, choices)
    .map((message) => `${message.role}:\n${textOf(message)}${callsText(message)}`)
    .join('\n\n');
}

export function answerText({ choices }: CompletionAnswer): string {
  return choices
    .map(({ message }) => `${textOf(message)}${callsText(message)}`)
    .join('\n\n— another choice —\n\n');
}

function callsText(message: Parameters<typeof callsOf>[0]): string {
  return callsOf(message)
    .map(({ name, input }) => `\n${name}(${input})`)
    .join('');
}

function count(value: number | undefined): string | null {
  return value === undefined ? null : formatNumber(value);
}
