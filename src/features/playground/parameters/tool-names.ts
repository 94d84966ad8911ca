import { asRecord } from '@/lib/as-record';

export type ToolName = { type: 'function' | 'custom'; name: string };

/** The tools that the JSON text of an array describes; none while it cannot be read. */
export function toolNames(text: string): ToolName[] {
  return parsedList(text).flatMap((tool): ToolName[] => {
    const type = asRecord(tool)?.type === 'custom' ? 'custom' : 'function';
    const { name } = asRecord(asRecord(tool)?.[type]) ?? {};
    return typeof name === 'string' ? [{ type, name }] : [];
  });
}

function parsedList(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    // It is being typed, and its field says what is wrong.
    return [];
  }
}
