import { awayChanged, awayConversation } from '../turns/away-conversations';
import { emptyConversation, usePlayground } from '../turns/playground-store';
import { withNewKeys } from '../turns/turn-tree';
import { readConversation, removeConversation, saveConversation } from './conversation-library';
import { conversationName } from './conversation-name';
import { saveNow, writer } from './keep-conversation';

/** An empty name stands for the first words again. */
export async function conversationNamed(id: string, text: string): Promise<void> {
  const name = text.trim() || null;
  if (usePlayground.getState().id === id) {
    usePlayground.setState({ name });
    await saveNow();
    return;
  }
  if (awayConversation(id)) {
    awayChanged(id, { name });
    await saveNow();
    return;
  }
  const saved = await readConversation(id);
  if (!saved) return;
  await saveConversation({ ...saved, conversation: { ...saved.conversation, name }, writer });
}

export async function conversationCopied(id: string): Promise<void> {
  await saveNow();
  const saved = await readConversation(id);
  if (!saved) return;
  const name = `${conversationName(saved.conversation)} (copy)`;
  const tree = withNewKeys(saved.conversation);
  const conversation = { ...saved.conversation, ...tree, id: crypto.randomUUID(), name };
  await saveConversation({ conversation, revision: 0, writer });
}

/** Resolves with what brings it back. */
export async function conversationDeleted(id: string): Promise<() => Promise<unknown>> {
  await saveNow();
  const saved = await readConversation(id);
  const state = usePlayground.getState();
  if (state.id === id) usePlayground.setState(emptyConversation(state.parameters), true);
  await removeConversation(id);
  return async () => saved && saveConversation({ ...saved, revision: 0, writer });
}
