import { asRecord } from '@/lib/as-record';
import { countCodePoints } from '#contract/code-points';
import { jsonProblem } from './json-problem';

type Common = {
  /** Names its control where the words of the wire's name would not. */
  label?: string;
  /** The parameter without which it is refused. */
  needs?: string;
  /** Where it stands in the panel; what few need is folded under "more". */
  group: Group;
  /** What a provider does where it is not sent, in a word; none where that depends on the model. */
  standard?: string;
};

export type Group = 'sampling' | 'output' | 'tools' | 'caching' | 'more';

/** What kind of value a parameter takes. All but numbers of a range and flags are kept as the text that was typed. */
export type Spec = Common &
  (
    | { kind: 'range'; initial: number; min: number; max: number }
    | { kind: 'flag'; initial: boolean }
    /** A whole number. */
    | { kind: 'count'; initial: string; min: number; max?: number }
    /** A whole number of up to 19 digits, of which a JavaScript number keeps 15. */
    | { kind: 'long'; initial: string }
    | { kind: 'text'; initial: string; maxLength?: number }
    /** One text a line. */
    | { kind: 'lines'; initial: string; max: number }
    /** Of a format, the schema of json_schema is kept beside it. */
    | { kind: 'choice' | 'list' | 'format'; initial: string; options: readonly string[] }
    | {
        kind: 'json';
        initial: string;
        shape: 'object' | 'array';
        check?: (value: object) => string | null;
      }
    /** A mode, or the JSON of an object that names a tool. */
    | { kind: 'toolChoice'; initial: string }
    | { kind: 'prediction'; initial: string }
  );

export type Value = string | number | boolean;

/** What is wrong with a value, in a sentence that says what would be right; null when it can be sent. */
export function valueProblem(spec: Spec, value: Value): string | null {
  const text = String(value);
  switch (spec.kind) {
    case 'range':
      return Number(value) >= spec.min && Number(value) <= spec.max
        ? null
        : `Enter a number from ${spec.min} to ${spec.max}.`;
    case 'count':
      return countProblem(text.trim(), spec);
    case 'long':
      return /^-?\d{1,19}$/.test(text.trim()) ? null : 'Enter a whole number of up to 19 digits.';
    case 'text':
      return textProblem(text, spec.maxLength ?? Infinity);
    case 'lines':
      return linesOf(text).length > spec.max ? `Enter at most ${spec.max} sequences.` : null;
    case 'json':
      return jsonProblem(text, spec.shape) ?? spec.check?.(JSON.parse(text) as object) ?? null;
    case 'toolChoice':
      return text.startsWith('{') || !toolModes.includes(text) ? jsonProblem(text, 'object') : null;
    case 'prediction':
      return text === '' ? 'Enter the text that is expected.' : null;
    default:
      return null;
  }
}

/** The value as it is sent; undefined when there is nothing to send. Expects a value without a problem. */
export function toWire(spec: Spec, value: Value): unknown {
  const text = String(value);
  switch (spec.kind) {
    case 'count':
      return Number(text);
    case 'long':
      return BigInt(text.trim());
    case 'lines':
      return linesOf(text).length > 0 ? linesOf(text) : undefined;
    case 'list':
      return text.split(', ');
    case 'json':
      return JSON.parse(text);
    case 'toolChoice':
      return toolModes.includes(text) ? text : JSON.parse(text);
    case 'prediction':
      return { type: 'content', content: text };
    default:
      return value;
  }
}

/** A value of the wire as it is kept here; null for one that this kind cannot hold. */
export function fromWire(spec: Spec, wire: unknown): Value | null {
  switch (spec.kind) {
    case 'range':
      return typeof wire === 'number' ? wire : null;
    case 'flag':
      return typeof wire === 'boolean' ? wire : null;
    case 'count':
    case 'long':
      return typeof wire === 'number' ? String(wire) : null;
    case 'text':
      return typeof wire === 'string' ? wire : null;
    case 'lines':
      return linesText(wire);
    case 'choice':
      return typeof wire === 'string' ? wire : null;
    case 'list':
      return Array.isArray(wire) ? wire.join(', ') : null;
    case 'json':
      return jsonText(wire, spec.shape);
    case 'toolChoice':
      return typeof wire === 'string' ? wire : jsonText(wire, 'object');
    case 'prediction':
      return predictedText(wire);
    case 'format':
      return null;
  }
}

export const toolModes = ['auto', 'none', 'required'];

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function countProblem(text: string, { min, max }: { min: number; max?: number }): string | null {
  const isCount =
    /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= (max ?? Infinity);
  if (isCount) return null;
  return max === undefined
    ? `Enter a whole number of at least ${min}.`
    : `Enter a whole number from ${min} to ${max}.`;
}

function textProblem(text: string, maxLength: number): string | null {
  if (text === '') return 'Enter a text, or switch it off.';
  return countCodePoints(text) > maxLength ? `Shorten it to ${maxLength} characters.` : null;
}

function linesText(wire: unknown): string | null {
  const list = Array.isArray(wire) ? wire : [wire];
  // A sequence that breaks the line itself cannot be written one a line.
  if (list.some((line) => typeof line !== 'string' || line.includes('\n'))) return null;
  return list.join('\n') || null;
}

function jsonText(wire: unknown, shape: 'object' | 'array'): string | null {
  const isRight = shape === 'array' ? Array.isArray(wire) && wire.length > 0 : asRecord(wire);
  return isRight ? JSON.stringify(wire, null, 2) : null;
}

function predictedText(wire: unknown): string | null {
  const { content } = asRecord(wire) ?? {};
  return typeof content === 'string' ? content : null;
}

/** What the control of a parameter is given. */
export type ControlProps = {
  name: string;
  spec: Spec;
  value: Value;
  problem: string | undefined;
  /** Of the sentence that says so, where the control does not say it itself. */
  problemId?: string | undefined;
  /** JSON text of the tools that can be chosen from. */
  tools: string;
  onChange: (value: Value) => void;
};
