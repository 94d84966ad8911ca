import { noteBeside, noteOf } from '#contract/message/answer-note';
import { answeredCall } from '#contract/message/calls';
import { linksOf } from '#contract/message/links';
import type { MessagePart } from '#contract/message/parts';
import { readMessage } from '#contract/message/read-message';
import type { Completion } from '@/api/wire';
import { roleName } from '@/components/message/role-name';
import type { ViewMessage } from '@/components/message/view-message';

/** A conversation as plain text, character for character: each message below the name of its role. */
export function conversationText(
  messages: readonly ViewMessage[],
  completion: Pick<Completion, 'choices'> & { error?: unknown },
): string {
  const { choices } = completion;
  const answers = choices.map((choice, index) => {
    const { message } = choice;
    const name = roleName(message?.role || 'assistant');
    const sources = linksOf(message, completion).map(
      ({ url, title }, at) =>
        `[source ${at + 1}] ${url === null || url === title ? title : `${title} ${url}`}`,
    );
    const head = choices.length > 1 ? `${name}, choice ${index + 1}` : name;
    return block(head, message, [...sources, noteLine(noteOf(choice, completion.error))]);
  });
  const asked = messages.map((message) => {
    const from = message.name ?? (answeredCall(message) === null ? null : message.tool_call_id);
    const name = roleName(message.role);
    return block(from ? `${name} (${from})` : name, message, []);
  });
  return [...asked, ...answers, noteLine(noteBeside(completion))].filter(Boolean).join('\n\n');
}

/** A refusal has a line of its own. */
function noteLine(note: ReturnType<typeof noteOf>): string {
  return note === null || note.kind === 'refused' ? '' : `[${note.title}] ${note.text}`;
}

function block(head: string, message: unknown, more: readonly string[]): string {
  const { reasoning, parts, calls } = readMessage(message);
  const lines = [
    reasoning.text && `[reasoning] ${reasoning.text}`,
    ...parts.map(partText),
    ...calls.map(({ name, input }) => `[call of ${name}] ${input}`),
    ...more,
  ];
  return `${head}:\n${lines.filter(Boolean).join('\n\n') || '[nothing]'}`;
}

/** What is no text is named. An address that holds the data itself would be longer than everything else. */
function partText(part: MessagePart): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'refusal':
      return `[refusal] ${part.text}`;
    case 'image':
      return `[image] ${part.url.startsWith('data:') ? 'in the message' : part.url}`;
    case 'audio':
      return `[audio] ${part.transcript || 'in the message'}`;
    case 'file':
      return `[file] ${part.name}`;
    default:
      return part.json;
  }
}
