import { formatCount } from '@/lib/format';
import { isObject, objectsOf } from '#contract/json';
import type { WireEvent } from './wire-events';

export type WireKind = 'reasoning' | 'text' | 'calls' | 'other';

/** A moment at which the stream turned to something else. */
export type TurningPoint = {
  ms: number;
  kind: WireKind;
  words: string;
  /** Characters of the events that it stands for. */
  size: number;
};

const NAMES: Record<WireKind, string> = {
  reasoning: 'of reasoning',
  text: 'of text',
  calls: 'of tool calls',
  other: 'of other kinds',
};

/** What an event brings: words of the answer, of its reasoning, calls, or none of these. */
export function kindOf(data: string): WireKind {
  const delta = deltaOf(data);
  if (delta === null) return 'other';
  if (isSaid(delta.content) || isSaid(delta.refusal)) return 'text';
  if (delta.tool_calls !== undefined || delta.function_call !== undefined) return 'calls';
  const isReasoning = Object.entries(delta).some(
    ([name, value]) => name.startsWith('reasoning') && (isSaid(value) || Array.isArray(value)),
  );
  return isReasoning ? 'reasoning' : 'other';
}

function isSaid(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function deltaOf(data: string): Record<string, unknown> | null {
  const [choice] = objectsOf(parsed(data)?.choices);
  return isObject(choice?.delta) ? choice.delta : null;
}

function parsed(data: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(data);
    return isObject(value) ? value : null;
  } catch {
    // "[DONE]" is none, nor is whatever a provider writes beside its chunks.
    return null;
  }
}

/** The stream as a few lines: each run of events of one kind, how it ended, and the last one. */
export function turningPoints(events: readonly WireEvent[]): TurningPoint[] {
  const points: TurningPoint[] = [];
  let count = 0;
  for (const { ms, data } of events) {
    const special = specialWords(data);
    const kind = kindOf(data);
    const last = points.at(-1);
    if (special !== null) {
      points.push({ ms, kind: 'other', words: special, size: data.length });
      count = 0;
    } else if (last && count > 0 && last.kind === kind) {
      count += 1;
      last.size += data.length;
      last.words = eventWords(count, kind);
    } else {
      count = 1;
      points.push({ ms, kind, words: eventWords(1, kind), size: data.length });
    }
  }
  return points;
}

function eventWords(count: number, kind: WireKind): string {
  return `${formatCount(count, 'event')} ${NAMES[kind]}`;
}

/** Of an event that says how the stream ends; null for any other. */
function specialWords(data: string): string | null {
  if (data === '[DONE]') return 'The end: [DONE]';
  const chunk = parsed(data);
  if (chunk?.error !== undefined && chunk.error !== null) return 'An error of the provider';
  const [choice] = objectsOf(chunk?.choices);
  if (isSaid(choice?.finish_reason)) return `finish_reason is ${String(choice?.finish_reason)}`;
  return choice === undefined && isObject(chunk?.usage) ? 'The usage' : null;
}

export type Bar = { kind: WireKind; size: number };

/** How much came when: the time from asking to the last event in so many equal parts. */
export function barsOf(events: readonly WireEvent[], count: number): (Bar | null)[] {
  const end = Math.max(1, events.at(-1)?.ms ?? 0);
  const bars: (Bar | null)[] = Array.from({ length: count }, () => null);
  for (const { ms, data } of events) {
    const kind = kindOf(data);
    const at = Math.min(count - 1, Math.floor((ms / end) * count));
    const before = bars[at];
    bars[at] = {
      // What is said counts more than what comes along with it.
      kind: before && before.kind !== 'other' ? before.kind : kind,
      size: (before?.size ?? 0) + data.length,
    };
  }
  return bars;
}

/** Milliseconds in which nothing came, between two events. */
export function longestGap(events: readonly WireEvent[]): number {
  return events.reduce((most, { ms }, at) => Math.max(most, ms - (events[at - 1]?.ms ?? ms)), 0);
}
