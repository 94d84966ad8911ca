import { editMembers } from '../json/members';

/** The request of an exchange whose texts were removed: its parameters may quote them. */
export const STRIPPED = '{"stripped":true}';

type Choice = { index?: number; finish_reason?: string | null };

/** The answer without anything that was said: what counted, and how each choice ended. JSON text. */
export function strippedBody(body: string): string {
  const { choices } = JSON.parse(body) as { choices?: Choice[] };
  if (!choices) return body;
  const bare = choices.map(({ index = 0, finish_reason = null }) => ({
    index,
    finish_reason,
    logprobs: null,
    message: { role: 'assistant', content: null, refusal: null },
  }));
  return editMembers(body, { choices: JSON.stringify(bare) });
}
