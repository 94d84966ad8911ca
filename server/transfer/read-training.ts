import { isObject, type JsonObject, isList } from '#contract/json';
import type { EndedRecord } from '../store/records';
import { readChat } from './read-chat';
import { Unusable } from './unusable';

/** A conversation as a line of a fine-tuning file. */
type Chat = JsonObject & { messages: unknown[] };

/**
 * The conversations of a line of other training files as {@link readChat} reads them; null when it is no such line.
 * Both answers of a preference pair come in, told apart by their metadata: `preference` is `preferred` or `rejected`.
 */
export function readTraining(value: JsonObject): EndedRecord[] | null {
  const chats = preferencePair(value) ?? shareGpt(value);
  return chats?.map((chat) => readChat(JSON.stringify(chat), chat)) ?? null;
}

/** Source: OpenAI's format of direct preference optimization. */
function preferencePair({ input, ...value }: JsonObject): Chat[] | null {
  const { preferred_output, non_preferred_output } = value;
  if (!isObject(input) || !isList(preferred_output) || !isList(non_preferred_output)) return null;
  const asked = isList(input['messages']) ? input['messages'] : [];
  return [
    {
      ...input,
      messages: [...asked, ...preferred_output],
      metadata: { preference: 'preferred' },
    },
    {
      ...input,
      messages: [...asked, ...non_preferred_output],
      metadata: { preference: 'rejected' },
    },
  ];
}

/** Who speaks in ShareGPT's format, in its dialects. */
const SPEAKERS: Record<string, string> = {
  system: 'system',
  human: 'user',
  user: 'user',
  gpt: 'assistant',
  chatgpt: 'assistant',
  bing: 'assistant',
  bard: 'assistant',
  model: 'assistant',
  assistant: 'assistant',
};

/** Source: ShareGPT's `conversations` of `{from, value}`, with the `system` beside them that LLaMA-Factory has. */
function shareGpt({ conversations, system }: JsonObject): Chat[] | null {
  if (!Array.isArray(conversations)) return null;
  const said = conversations.map((turn: unknown) => {
    const { from, value, role, content } = isObject(turn) ? turn : {};
    const speaker = String(from ?? role);
    if (!Object.hasOwn(SPEAKERS, speaker))
      throw new Unusable(
        `a turn of a ShareGPT conversation is from ${JSON.stringify(speaker)}, which is not known`,
      );
    return { role: SPEAKERS[speaker], content: value ?? content };
  });
  const told = typeof system === 'string' && system !== '' && said[0]?.role !== 'system';
  return [{ messages: [...(told ? [{ role: 'system', content: system }] : []), ...said] }];
}
