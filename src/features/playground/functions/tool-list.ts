import { asRecord } from '@/lib/as-record';
import { formatted } from '../json-notes/templates';
import { emptyObject, type Schema } from '../schema/schema-rows';

/** A function as the request describes it. */
export type Tool = {
  name: string;
  description: string;
  isStrict: boolean;
  parameters: Schema;
};

export const newTool: Tool = {
  name: 'new_function',
  description: '',
  isStrict: true,
  parameters: emptyObject,
};

/** The function of this name in the text of `tools`; null where there is none, or where JavaScript would round a number. */
export function toolIn(text: string, name: string): Tool | null {
  const about = asRecord(listOf(text).find((each) => nameOf(each) === name));
  const { description, strict, parameters } = asRecord(about?.function) ?? {};
  if (!about || formatted(text) === null) return null;
  return {
    name,
    description: typeof description === 'string' ? description : '',
    isStrict: strict === true,
    parameters: asRecord(parameters) ?? emptyObject,
  };
}

/** The text with this function in the place of the one that had this name, or after the others. */
export function withTool(text: string, name: string | null, tool: Tool): string {
  const list = listOf(text);
  const at = name === null ? -1 : list.findIndex((each) => nameOf(each) === name);
  const before = asRecord(list[at]);
  const about = {
    ...asRecord(before?.function),
    name: tool.name,
    description: tool.description,
    strict: tool.isStrict,
    parameters: tool.parameters,
  };
  const made = { ...before, type: 'function', function: about };
  return pretty(at < 0 ? [...list, made] : list.with(at, made));
}

export function withoutTool(text: string, name: string): string {
  return pretty(listOf(text).filter((each) => nameOf(each) !== name));
}

/** Whether the list can be written anew without losing anything. */
export function isEditable(text: string): boolean {
  return formatted(text) !== null && Array.isArray(JSON.parse(text));
}

function nameOf(tool: unknown): unknown {
  const record = asRecord(tool);
  return record?.type === 'function' ? asRecord(record.function)?.name : undefined;
}

function listOf(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as unknown[]) : [];
  } catch {
    // It is being typed, and its editor says what is wrong.
    return [];
  }
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
