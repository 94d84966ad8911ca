import { deep } from './odd-values';

/** Ids that some server has given, or could; a dot alone has no path and counts as not found. */
export const ODD_IDS = [
  'a/b/c',
  '../x',
  'with blank',
  '🧂-emoji',
  '100%',
  'a?b#c&d=e',
  '"quoted"',
  "it's",
  '<b>',
  'x'.repeat(600),
  'null',
  'constructor',
  '\\',
];

/** Messages of a request that somebody has sent. */
export const ODD_MESSAGES: Record<string, unknown>[] = [
  { role: 'user', content: 'Hello' },
  { role: 'user', content: null },
  { role: 'user' },
  { role: 7, content: [null, 7, {}] },
  { role: 'assistant', content: null, tool_calls: { id: 'a' } },
  { role: 'assistant', tool_calls: [null, {}, { id: 7, function: { name: 'x', arguments: {} } }] },
  { role: 'tool', tool_call_id: {}, content: { a: 1 } },
  { role: 'function', name: 7, content: 7 },
  { content: 'no role' },
  { role: 'developer', content: deep(150) },
];
