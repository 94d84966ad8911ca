import { hasWords } from '@/lib/has-words';
import { type Group, type Spec, type Value } from './parameter-kinds';
import { isOwnParameter, parameterTable, type SettingName, settingNames } from './parameter-table';
import type { Parameters, Setting } from './parameters';
import type { Taken } from './taken';

const own = {
  /** For what the table does not have: what other servers understand, and what OpenAI has added since. */
  other: {
    kind: 'json',
    group: 'more',
    shape: 'object',
    label: 'Other members of the request, as a JSON object',
    initial: '{}',
  },
  numberOfMessages: {
    kind: 'count',
    group: 'more',
    standard: 'all',
    label: 'How many at most',
    min: 1,
    initial: '15',
  },
} satisfies Record<string, Spec>;

/** What the panel has a row for: the parameters of the table, and what is of this page alone. */
export type RowName = SettingName | keyof typeof own;

const specs: Record<RowName, Spec> = { ...parameterTable, ...own };

export const rowNames: readonly RowName[] = [...settingNames, 'numberOfMessages', 'other'];

/** In the order of the panel. */
export const GROUPS: readonly (readonly [Group, string])[] = [
  ['sampling', 'Sampling'],
  ['output', 'Output'],
  ['tools', 'Tools'],
  ['caching', 'Caching'],
];

/** The rows that can be set for a provider: what only others take is none of them. */
export function rowsTaken(taken: Taken): RowName[] {
  return rowNames.filter((name) => !isOwnParameter(name) || taken?.includes(name));
}

export function rowSpec(name: RowName): Spec {
  return specs[name];
}

/** Parameters are called what the wire calls them, since that is what the code will say. */
export function rowTitle(name: RowName): string {
  return { other: 'Other members', numberOfMessages: 'Last messages' }[name as string] ?? name;
}

export function settingOf(parameters: Parameters, name: RowName): Setting<Value> {
  return parameters[name];
}

export function setRows(parameters: Parameters): RowName[] {
  return rowNames.filter((name) => settingOf(parameters, name).isSet);
}

/** The rows that have every word of a search in their name, the words of their control, or their group. */
export function rowsFor(search: string): RowName[] {
  const isFound = hasWords(search.replaceAll('_', ' '));
  return rowNames.filter((name) => {
    const { group, label = '' } = rowSpec(name);
    return isFound(`${name} ${rowTitle(name)} ${label} ${group}`);
  });
}
