import { asRecord } from '@/lib/as-record';

export type Alternative = { text: string; probability: number };

/** One token of the model, with what it could have said instead, the likeliest first. */
export type Step = Alternative & { alternatives: Alternative[] };

/** What can be pointed at: mostly one token, or several that only together make a character. */
export type Piece = { text: string; probability: number; steps: Step[] };

/** A character has 4 bytes at most, so more tokens than this never wait for each other. */
const MOST_JOINED = 8;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** The tokens of an answer and its refusal; members of other shapes are left out. */
export function piecesOf(logprobs: unknown): Piece[] {
  const pieces: Piece[] = [];
  let steps: Step[] = [];
  let bytes: number[] = [];
  const flush = (text: string) => {
    if (steps.length === 0) return;
    const probability = steps.reduce((product, step) => product * step.probability, 1);
    pieces.push({ text, probability, steps });
    [steps, bytes] = [[], []];
  };
  for (const value of tokenList(logprobs)) {
    const token = asRecord(value);
    if (typeof token?.token !== 'string') continue;
    const own = bytesOf(token.bytes);
    if (!own) flush(lenient.decode(Uint8Array.from(bytes)));
    steps.push({ ...alternativeOf(token), alternatives: alternativesOf(token.top_logprobs) });
    if (!own) {
      flush(token.token);
      continue;
    }
    bytes.push(...own);
    const text = decoded(bytes);
    if (text !== null) flush(text);
    else if (steps.length >= MOST_JOINED) flush(lenient.decode(Uint8Array.from(bytes)));
  }
  flush(lenient.decode(Uint8Array.from(bytes)));
  return pieces;
}

function tokenList(logprobs: unknown): unknown[] {
  const { content, refusal } = asRecord(logprobs) ?? {};
  return [content, refusal].flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
}

function alternativesOf(list: unknown): Alternative[] {
  if (!Array.isArray(list)) return [];
  return list
    .flatMap((each) => {
      const token = asRecord(each);
      return typeof token?.token === 'string' ? [alternativeOf(token)] : [];
    })
    .sort((one, other) => other.probability - one.probability);
}

/** A token that is no whole character is named by its bytes, whatever its own text says. */
function alternativeOf(token: Record<string, unknown>): Alternative {
  const bytes = bytesOf(token.bytes);
  const hex = bytes?.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  const text = (bytes && decoded(bytes)) ?? hex ?? String(token.token);
  const logprob = typeof token.logprob === 'number' ? token.logprob : Number.NEGATIVE_INFINITY;
  return { text, probability: Math.min(1, Math.exp(logprob)) };
}

function decoded(bytes: readonly number[]): string | null {
  try {
    return strict.decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

function bytesOf(value: unknown): number[] | null {
  return Array.isArray(value) && value.every((each) => typeof each === 'number') ? value : null;
}

/** 0 says "as good as sure", 5 "one of many". */
export function levelOf(probability: number): number {
  return [0.95, 0.8, 0.6, 0.3, 0.1].filter((least) => probability < least).length;
}

export function formatProbability(probability: number): string {
  const percent = probability * 100;
  if (percent > 0 && percent < 0.01) return '< 0.01 %';
  return `${percent.toFixed(percent < 1 ? 2 : 1)} %`;
}

/** Spaces and line breaks as signs that can be seen. */
export function visibleText(text: string): string {
  if (text === '') return '(end)';
  return text
    .replaceAll('\n', '⏎')
    .replaceAll('\t', '⇥')
    .replaceAll(/^ +| +$/g, (s) => '·'.repeat(s.length));
}
