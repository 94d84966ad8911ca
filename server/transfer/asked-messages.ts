import { isObject, objectOr } from '#contract/json';
import { appendedCount } from '#contract/message/appended';
import { askedMessage } from '#contract/message/asked-message';
import { inputMessages } from '#contract/message/input-messages';
import { editMembers, elementTexts, memberTexts } from '../json/members';

/**
 * The request's messages where a completion lists them beside its answer (`input_messages`), as JSON text; else null.
 * `value` is what `completion` says.
 */
export function listedMessages(completion: string, value: unknown): string[] | null {
  if (inputMessages(value) === null) return null;
  return elementTexts(memberTexts(completion).get('input_messages') ?? '[]').map(askedText);
}

/** As it was sent, to the digit, from the text that a server lists. */
export function askedText(listed: string): string {
  const members = memberTexts(listed);
  const message = objectOr(JSON.parse(listed));
  const asked = askedMessage(message);
  const dropped = [...members.keys()].filter((name) => !Object.hasOwn(asked, name));
  const hasParts = asked['content'] !== message['content'];
  return editMembers(listed, {
    ...Object.fromEntries(dropped.map((name) => [name, null])),
    ...(hasParts && { content: members.get('content_parts') ?? null }),
  });
}

/** Messages, as JSON text of a list and parsed, without the answer that some servers append to those of the request. */
export function withoutAppended(
  messages: string,
  choices: unknown,
): { text: string; said: unknown } {
  const said: unknown = JSON.parse(messages);
  if (!Array.isArray(said) || !said.every(isObject)) return { text: messages, said };
  const count = appendedCount(said, choices);
  if (count === 0) return { text: messages, said };
  const text = `[${elementTexts(messages).slice(0, -count).join(',')}]`;
  return { text, said: said.slice(0, -count) };
}
