import { formatCount } from '@/lib/format';
import { toolModes, type Value } from './parameter-kinds';
import { type RowName, rowSpec } from './parameter-rows';
import { toolNames } from './tool-names';

/** What holds while a parameter is not sent: "default 1", "not set". */
export function unsetWords(name: RowName): string {
  const { kind, standard } = rowSpec(name);
  if (standard !== undefined) return `default ${standard}`;
  return kind === 'lines' || kind === 'json' ? 'none' : 'not set';
}

/** A value as the closed row shows it: short, and never more than one line. */
export function valueWords(name: RowName, value: Value): string {
  const spec = rowSpec(name);
  const text = String(value);
  if (name === 'tools') return counted(toolNames(text).length, 'function');
  switch (spec.kind) {
    case 'flag':
      return value === true ? 'on' : 'off';
    case 'lines': {
      const lines = text.split('\n').filter((line) => line !== '');
      return lines.length === 1 ? `“${lines[0]}”` : counted(lines.length, 'sequence');
    }
    case 'json':
      return text.replaceAll(/\s+/g, ' ');
    case 'toolChoice':
      return toolModes.includes(text) ? text : `only ${toolNames(`[${text}]`)[0]?.name ?? 'some'}`;
    default:
      return text.trim() === '' ? 'empty' : text;
  }
}

function counted(count: number, noun: string): string {
  return count === 0 ? `no ${noun}s` : formatCount(count, noun);
}
