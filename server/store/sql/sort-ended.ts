const SORTED = [
  { name: 'completions_tokens', key: '(prompt_tokens + completion_tokens)' },
  { name: 'completions_latency', key: 'total_ms' },
  { name: 'completions_cost', key: 'cost' },
];

/**
 * A migration: indexes by tokens, latency and cost without what is being answered. That has none of them, and was written
 * to each index when it began and taken out when it ended. `schema`: what stands before names.
 */
export function sortEnded(schema: 'chatkeep.' | ''): string {
  return SORTED.map(
    ({ name, key }) => `DROP INDEX IF EXISTS ${schema}${name};
      CREATE INDEX ${name} ON ${schema}completions (${key}, k) WHERE state <> 'running';`,
  ).join('\n');
}
