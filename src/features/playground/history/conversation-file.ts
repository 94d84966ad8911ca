import { asRecord } from '@/lib/as-record';
import { saveFile } from '@/lib/save-file';
import { readConversation, saveConversation, type Summary } from './conversation-library';
import { writer } from './keep-conversation';
import { conversationFrom } from '../turns/restored';
import { withNewKeys } from '../turns/turn-tree';

const FORMAT = 'chatkeep.conversations';

/** Offers these conversations, all branches included, as one JSON file. */
export async function exportConversations(summaries: readonly Summary[]): Promise<void> {
  const read = await Promise.all(summaries.map(({ id }) => readConversation(id)));
  const conversations = read.flatMap((saved) => saved?.conversation ?? []);
  const text = JSON.stringify({ format: FORMAT, version: 1, conversations }, null, 2);
  const name = conversations.length === 1 ? 'conversation.json' : 'conversations.json';
  saveFile(new Blob([text], { type: 'application/json' }), name);
}

/** Adds a file's conversations beside those that are there; null when the text is no such file. */
export async function importConversations(text: string): Promise<number | null> {
  const found = readFile(text);
  if (!found) return null;
  for (const conversation of found) {
    // Always a new one: the file may be older than what is here under the same id.
    const added = { ...conversation, ...withNewKeys(conversation), id: crypto.randomUUID() };
    await saveConversation({ conversation: added, revision: 0, writer });
  }
  return found.length;
}

function readFile(text: string) {
  try {
    const file = asRecord(JSON.parse(text));
    if (file?.format !== FORMAT || !Array.isArray(file.conversations)) return null;
    return file.conversations.flatMap((each) => conversationFrom(each) ?? []);
  } catch {
    return null;
  }
}
