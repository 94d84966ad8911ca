import { isObject } from '#contract/json';
import { fromWire, toWire, type Value } from './parameter-kinds';
import { type SettingName, specOf } from './parameter-table';
import type { Setting } from './parameters';

/** The value of a setting as it is sent; undefined when there is nothing to send. */
export function wireOf(name: SettingName, value: Value, schema: string): unknown {
  if (name !== 'response_format') return toWire(specOf(name), value);
  if (value !== 'json_schema') return { type: value };
  return { type: value, json_schema: JSON.parse(schema) as unknown };
}

/** The value that the field of a parameter shows for a JSON text; null for one that it cannot show. */
export function valueFrom(name: SettingName, text: string): Value | null {
  if (name === 'seed') return /^-?\d{1,19}$/.test(text) ? text : null;
  const wire: unknown = JSON.parse(text);
  const value = name === 'response_format' ? formatOf(wire) : fromWire(specOf(name), wire);
  return value === '' ? null : value;
}

function formatOf(wire: unknown): string | null {
  const type = isObject(wire) ? wire['type'] : null;
  if (type === 'json_schema') return schemaFrom(wire) === null ? null : type;
  return type === 'text' || type === 'json_object' ? type : null;
}

/** The schema in a `response_format`, as the text that is edited. */
export function schemaFrom(format: unknown): string | null {
  const isSchema = isObject(format) && format['type'] === 'json_schema';
  const schema = isSchema ? format['json_schema'] : null;
  return isObject(schema) ? JSON.stringify(schema, null, 2) : null;
}

/** The text that a setting was opened from, as long as nobody has changed what the field shows of it. */
export function textThatCame(
  name: SettingName,
  { value, came }: Setting<Value>,
  schema: string,
): string | null {
  if (came === undefined) return null;
  try {
    if (valueFrom(name, came) !== value) return null;
    if (value !== 'json_schema') return came;
    return schemaFrom(JSON.parse(came)) === schema ? came : null;
  } catch {
    // A saved conversation may hold anything; what is no JSON was not opened here.
    return null;
  }
}

/** Whether JavaScript gives a JSON text back with all digits of its numbers. */
export function isExact(text: string): boolean {
  return !/\d{15}|\d[eE]|\.\d{12}|\.\d*0(?!\d)|-0(?![.\d])/.test(text);
}
