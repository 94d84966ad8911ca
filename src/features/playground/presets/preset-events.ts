import { messageOf, promptTurn } from '../turns/conversation';
import { type Conversation, emptyConversation, usePlayground } from '../turns/playground-store';
import { chained, shownTurns, withAppended } from '../turns/turn-tree';
import type { PresetContent } from './preset';
import { isInstruction } from '@/components/message/is-instruction';

/** A conversation of its own that begins with the preset; the one before stays in the history. */
export function presetOpened({ messages, parameters, calls }: PresetContent) {
  usePlayground.setState(
    {
      ...emptyConversation(parameters, calls),
      ...chained(messages.map((message) => promptTurn(message))),
    },
    true,
  );
}

/**
 * The open conversation is gone on with under the preset's instructions and parameters, as a branch of its own.
 * Returns what takes that back.
 */
export function presetUsedHere(content: PresetContent): () => void {
  const before = usePlayground.getState();
  const instructions = content.messages.filter(({ role }) => isInstruction(role));
  const rest = shownTurns(before).filter((turn) => !isInstruction(messageOf(turn)?.role ?? ''));
  const turns = [
    ...instructions.map((message) => promptTurn(message)),
    ...rest.map((turn) => ({ ...turn, key: crypto.randomUUID() })),
  ];
  const tree = turns.reduce<Pick<Conversation, 'turns' | 'leaf'>>(withAppended, {
    turns: before.turns,
    leaf: null,
  });
  usePlayground.setState({ ...tree, parameters: content.parameters, calls: content.calls });
  return () => {
    if (usePlayground.getState().id === before.id) usePlayground.setState(before, true);
  };
}
