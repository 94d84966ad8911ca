import { isParameter } from '#contract/message/parameters';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { StoredMessage } from '@/api/wire';
import { callsOf } from '#contract/message/calls';
import { textOf } from '#contract/message/read-message';
import { isInstruction } from '@/components/message/is-instruction';
import {
  formatCost,
  formatCount,
  formatDateTime,
  formatDuration,
  formatNumber,
} from '@/lib/format';

/** A fact of both; `change` is that of the second against the first, in its own words. */
export type Line = { name: string; one: string; other: string; change?: Change | undefined };
export type Change = { text: string; tone: 'good' | 'bad' | 'plain' };

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

type Figure = {
  name: string;
  of: (answer: CompletionAnswer) => number | null;
  text: (value: number) => string;
  /** Less of it is better; otherwise neither is. */
  isLessBetter?: true;
};

const FIGURES: Figure[] = [
  { name: 'Tokens in', of: ({ usage }) => usage?.prompt_tokens ?? null, text: formatNumber },
  {
    name: 'Tokens out',
    of: ({ usage }) => usage?.completion_tokens ?? null,
    text: formatNumber,
  },
  {
    name: 'Reasoning',
    of: ({ usage }) => usage?.completion_tokens_details?.reasoning_tokens || null,
    text: formatNumber,
  },
  {
    name: 'First token',
    of: ({ facts }) => facts?.timings.first_token_ms ?? null,
    text: formatDuration,
    isLessBetter: true,
  },
  {
    name: 'Total',
    of: ({ facts }) => facts?.timings.total_ms ?? null,
    text: formatDuration,
    isLessBetter: true,
  },
  {
    name: 'Cost',
    of: ({ facts }) => facts?.cost ?? null,
    text: formatCost,
    isLessBetter: true,
  },
];

/** Amounts of both, those of the second with the change against the first. */
export function figuresOf(one: CompletionAnswer, other: CompletionAnswer): Line[] {
  return FIGURES.flatMap(({ name, of, text, isLessBetter }) => {
    const [a, b] = [of(one), of(other)];
    if (a === null && b === null) return [];
    const [first, second] = [a === null ? '–' : text(a), b === null ? '–' : text(b)];
    return [{ name, one: first, other: second, change: changeOf(a, b, isLessBetter ?? false) }];
  });
}

function changeOf(a: number | null, b: number | null, isLessBetter: boolean): Change | undefined {
  if (!a || b === null) return undefined;
  const percent = Math.round((b / a - 1) * 100);
  if (percent === 0) return undefined;
  const tone = isLessBetter ? (percent < 0 ? 'good' : 'bad') : 'plain';
  return {
    text: `${percent > 0 ? '+' : '−'}${formatNumber(Math.abs(percent))} %`,
    tone,
  };
}

export function factsOf({ data, facts }: CompletionAnswer): [string, string | null][] {
  return [
    ['Model', data.model],
    ['Created', formatDateTime(data.created)],
    ['Ended with', data.choices[0]?.finish_reason ?? null],
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

/** What a message says and calls, as one text. */
function messageText(message: Parameters<typeof callsOf>[0]): string {
  return [textOf(message), ...callTexts(message)].filter((text) => text !== '').join('\n\n');
}

/** The texts of all choices. */
export function answerText({ choices }: CompletionAnswer): string {
  return choices.map(({ message }) => textOf(message)).join('\n\n— another choice —\n\n');
}

/** The calls of all choices. */
export function answerCalls({ choices }: CompletionAnswer): string {
  return choices.flatMap(({ message }) => callTexts(message)).join('\n\n');
}

function callTexts(message: Parameters<typeof callsOf>[0]): string[] {
  return callsOf(message).map(({ name, input }) => `${name}(${input})`);
}

/** A message of one request beside that of the other at its place; null where there is none. */
export type Turn = { role: string; one: string | null; other: string | null };

/** Both requests: instructions in their order, then the turns so that the last ones, the questions, stand side by side. */
export function turnsOf(one: readonly StoredMessage[], other: readonly StoredMessage[]): Turn[] {
  const isTold = ({ role }: StoredMessage) => isInstruction(role);
  const told = [one.filter(isTold), other.filter(isTold)] as const;
  const said = [one, other].map((all) => all.filter((message) => !isTold(message)));
  const [ours = [], theirs = []] = said.map((all) => all.toReversed());
  return [...paired(told[0], told[1]), ...paired(ours, theirs).toReversed()];
}

function paired(one: readonly StoredMessage[], other: readonly StoredMessage[]): Turn[] {
  return Array.from({ length: Math.max(one.length, other.length) }, (_, at) => {
    const [a, b] = [one[at], other[at]];
    const isOneRole = !a || !b || a.role === b.role;
    return {
      role: isOneRole ? (a?.role ?? b?.role ?? '') : `${a.role}, ${b.role}`,
      one: a ? messageText(a) : null,
      other: b ? messageText(b) : null,
    };
  });
}

/** Whether a turn is the same in both. */
export function isSame({ one, other }: Turn): boolean {
  return one === other;
}

/** "the same question 41 minutes apart, answers 61 % the same". */
export function summaryOf(
  one: CompletionAnswer,
  other: CompletionAnswer,
  isSameRequest: boolean | null,
  share: number,
): string {
  const answers = share === 1 ? 'the same answer' : `answers ${Math.floor(share * 100)} % the same`;
  const [a, b] = [one.data.created, other.data.created];
  const apart = a === null || b === null ? '' : ` ${apartText(Math.abs(a - b))} apart`;
  if (isSameRequest === null) return answers;
  return `${isSameRequest ? 'the same' : 'another'} question${apart}, ${answers}`;
}

function apartText(seconds: number): string {
  const [size, name] =
    seconds >= 172_800
      ? [86_400, 'day']
      : seconds >= 7_200
        ? [3_600, 'hour']
        : seconds >= 120
          ? [60, 'minute']
          : [1, 'second'];
  const count = Math.round(seconds / size);
  return formatCount(count, name);
}
