import { FILTER_FIELDS, type FilterKind, isPairKind, SORTS } from '../filter';

const MEANINGS: Record<FilterKind, string> = {
  text: 'Every word occurs in the prompt or the answer',
  names: 'This name; given several times, any of them',
  states: 'complete, incomplete or running; given several times, any of them',
  pair: 'The metadata has this value under the key',
  any: 'The metadata has one of the values under the key',
  pairs: 'The metadata has not this value under the key',
  time: 'Unix seconds, or an age such as 36h, 7d, 4w',
  amount: 'A number: tokens, milliseconds or US dollars',
  'yes-no': 'true or false',
};

/** The conditions of the filter as parameters of an address; all of them have to hold. */
export const FILTER_QUERY = Object.fromEntries(
  Object.entries(FILTER_FIELDS).map(([name, { kind }]): [string, string] => [
    isPairKind(kind) ? `${name}[key]` : name,
    MEANINGS[kind],
  ]),
);

export const ORDER_QUERY = {
  sort: `One of ${SORTS.join(', ')}`,
  order: 'asc or desc',
};
