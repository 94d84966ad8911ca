import { isInstruction } from '@/components/message/is-instruction';
import type { ViewMessage } from '@/components/message/view-message';
import { asRecord } from '@/lib/as-record';
import { type CallHandling, knownCalls, untrusted, withoutDrafts } from '../request/call-handling';
import { messageOf } from '../turns/conversation';
import { settingNames } from '../parameters/parameter-table';
import type { Parameters } from '../parameters/parameters';
import type { Conversation } from '../turns/playground-store';
import { knownParameters } from '../turns/restored';
import { shownTurns } from '../turns/turn-tree';

/** What is asked and how: messages, parameters, tools and their functions. Keys are never part of it. */
export type PresetContent = {
  messages: ViewMessage[];
  parameters: Parameters;
  calls: CallHandling;
};

export type PresetVersion = PresetContent & {
  /** Unix milliseconds. */
  savedAt: number;
  /** In the reader's words; may be empty. */
  note: string;
};

export type Preset = {
  id: string;
  name: string;
  /** The oldest first; never none. */
  versions: PresetVersion[];
};

export type Extent = 'instructions' | 'all';

/** The open conversation as a preset: what stands at its beginning, or all that is shown of it. */
export function contentOf(conversation: Conversation, extent: Extent): PresetContent {
  const messages = shownTurns(conversation).flatMap((turn) => messageOf(turn) ?? []);
  const end = messages.findIndex(({ role }) => !isInstruction(role));
  const isShort = extent === 'instructions' && end !== -1;
  return {
    messages: isShort ? messages.slice(0, end) : messages,
    parameters: conversation.parameters,
    calls: withoutDrafts(conversation.calls),
  };
}

/** Reads a preset's content from anywhere; its functions run only once somebody here has agreed. Null for what is none. */
export function contentFrom(value: unknown): PresetContent | null {
  const { messages, parameters, calls } = asRecord(value) ?? {};
  if (!Array.isArray(messages) || !asRecord(parameters)) return null;
  const read = messages.map(asRecord);
  if (!read.every((message) => typeof message?.role === 'string')) return null;
  return {
    // Roles are checked above; views read all else of a message with care.
    messages: read as ViewMessage[],
    parameters: knownParameters(parameters),
    calls: untrusted(knownCalls(calls)),
  };
}

/** What differs from an untouched page, as a text that can be read and compared. */
export function presetText({ messages, parameters, calls }: PresetContent): string {
  const set = settingNames.filter((name) => parameters[name].isSet);
  const lines = [
    parameters.model && `model: ${parameters.model}`,
    `store: ${parameters.store}`,
    ...parameters.metadata.map(({ key, value }) => `metadata ${key}: ${value}`),
    ...set.map((name) => `${name}: ${parameters[name].value}`),
    parameters.response_format.isSet &&
      parameters.response_format.value === 'json_schema' &&
      `schema: ${parameters.schema}`,
    parameters.other.isSet && `other: ${parameters.other.value}`,
    ...Object.entries(parameters.variables).map(
      ([name, value]) => `{{${name}}}: ${value ?? 'as it is'}`,
    ),
    ...Object.entries(calls.functions).map(([name, code]) => `function ${name}: ${code}`),
  ];
  const said = messages.map(
    ({ role, content }) =>
      `${role}: ${typeof content === 'string' ? content : JSON.stringify(content, null, 2)}`,
  );
  return [...said, lines.filter(Boolean).join('\n')].join('\n\n');
}

export function newest({ versions }: Preset): PresetVersion {
  const last = versions.at(-1);
  if (!last) throw new Error('A preset has at least one version.');
  return last;
}
