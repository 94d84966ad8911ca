import { editMembers, memberTexts } from '../../json/members';

/** The request of a completion whose texts were removed: its parameters may quote them. */
export const STRIPPED = '{"stripped":true}';

/** Members of an answer that say nothing of what was said. */
const COUNTING = new Set([
  'id',
  'object',
  'created',
  'model',
  'choices',
  'usage',
  'service_tier',
  'system_fingerprint',
  'timings',
]);

type Choice = { index?: number; finish_reason?: string | null };

/** The answer without anything that was said: what counted, and how each choice ended. JSON text. */
export function strippedBody(body: string): string {
  const { choices } = JSON.parse(body) as { choices?: Choice[] };
  // Providers add members of their own, which may quote the answer: sources, search results.
  const others = [...memberTexts(body).keys()].filter((key) => !COUNTING.has(key));
  const bareBody = editMembers(body, Object.fromEntries(others.map((key) => [key, null])));
  if (!choices) return bareBody;
  const bare = choices.map(({ index = 0, finish_reason = null }) => ({
    index,
    finish_reason,
    logprobs: null,
    message: { role: 'assistant', content: null, refusal: null },
  }));
  return editMembers(bareBody, { choices: JSON.stringify(bare) });
}
