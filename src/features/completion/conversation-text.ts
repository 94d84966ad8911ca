import type { Choice } from '@/api/wire';
import {
  partsOf,
  reasoningOf,
  toolCallsOf,
  type MessagePart,
  type ViewMessage,
} from '@/components/message/message-parts';
import { roleName } from '@/components/message/role-name';

/** A conversation as plain text, character for character: each message below the name of its role. */
export function conversationText(
  messages: readonly ViewMessage[],
  choices: readonly Choice[],
): string {
  const answers = choices.map(({ message }, index) => {
    const name = roleName(message.role ?? 'assistant');
    return block(choices.length > 1 ? `${name}, choice ${index + 1}` : name, message);
  });
  const asked = messages.map((message) => {
    const from = message.name ?? message.tool_call_id;
    const name = roleName(message.role);
    return block(from ? `${name} (${from})` : name, message);
  });
  return [...asked, ...answers].join('\n\n');
}

function block(head: string, message: ViewMessage): string {
  const reasoning = reasoningOf(message);
  const calls = toolCallsOf(message).map(({ name, input }) => `[call of ${name}] ${input}`);
  const lines = [
    reasoning && `[reasoning] ${reasoning}`,
    ...partsOf(message).map(partText),
    ...calls,
  ];
  return `${head}:\n${lines.filter(Boolean).join('\n\n') || '[nothing]'}`;
}

/** What is no text is named. An address that holds the data itself would be longer than everything else. */
function partText(part: MessagePart): string {
  if (part.kind === 'text') return part.text;
  if (part.kind === 'refusal') return `[refusal] ${part.text}`;
  if (part.kind === 'attachment') return `[file] ${part.name}`;
  if (part.kind === 'unknown') return part.json;
  return `[image] ${part.url.startsWith('data:') ? 'in the message' : part.url}`;
}
