import {
  fieldOf,
  FILTER_FIELDS,
  type FilterKind,
  isPairKind,
  LONGEST_SEARCH,
  MOST_CONDITIONS,
  type Unread,
} from './filter';

/** What is wrong with a parameter, and what to do. */
export function problemText({ name, problem }: Unread): string {
  const field = fieldOf(name);
  if (problem === 'name' || field === null) {
    return `No filter is called '${name.slice(0, 100)}'. There are ${knownNames()}.`;
  }
  if (problem === 'many') return `At most ${MOST_CONDITIONS} of '${field}' can be combined.`;
  if (problem === 'repeated') return `'${name}' can be given once only. Leave one of them out.`;
  if (problem === 'same') return `'${name}' is given twice with the same value.`;
  return `'${name.slice(0, 100)}' takes ${VALUES[FILTER_FIELDS[field].kind]}.`;
}

const VALUES: Record<FilterKind, string> = {
  text: `1 to ${LONGEST_SEARCH} characters`,
  names: 'a name, which is not empty',
  states: "one of 'complete', 'incomplete' and 'running'",
  pair: 'a value without NUL or unpaired surrogates',
  pairs: 'a value without NUL or unpaired surrogates',
  any: 'a value without NUL or unpaired surrogates',
  time: "a time in Unix seconds, or an age such as '25m', '36h', '7d' or '4w'",
  amount: 'a number such as 12 or 0.5',
  'yes-no': "'true' or 'false'",
};

function knownNames(): string {
  const names = Object.entries(FILTER_FIELDS).map(([name, { kind }]) =>
    isPairKind(kind) ? `${name}[key]` : name,
  );
  return names.join(', ');
}
