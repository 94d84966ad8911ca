import { storedName } from '#contract/message/parameters';
import { editMembers, memberTexts } from '../json/members';

/**
 * JSON text of a completion as it is stored: with its request's parameters beside the answer, as OpenAI's own stored
 * completions have them, and without metadata, which is kept apart.
 */
export function withParameters(answer: string, request: string): string {
  const answered = memberTexts(answer);
  const added = [...memberTexts(request)].map(([key, text]): [string, string] => [
    storedName(key),
    text,
  ]);
  return editMembers(answer, {
    metadata: null,
    ...Object.fromEntries(added.filter(([key]) => !answered.has(key))),
  });
}

/** Members of a request that are none of its parameters. */
export const NOT_PARAMETERS = {
  messages: null,
  model: null,
  metadata: null,
  store: null,
  stream: null,
  stream_options: null,
};
