import { awayAnswerChanged, awayWith } from '../turns/away-conversations';
import { type AnswerTurn, isRunning, type Turn } from '../turns/conversation';
import { conversationName } from '../history/conversation-name';
import { usePlayground } from '../turns/playground-store';
import { answerIn, withChanged } from '../turns/turns-changed';

/** Where an answer is written as it comes: a turn of a conversation, or of one that is compared with others. */
export type AnswerPlace = {
  /** Of the turn. */
  key: string;
  /** Undefined once the turn is gone. */
  turn: () => AnswerTurn | undefined;
  change: (change: (turn: AnswerTurn) => Turn) => void;
  /** The id of its conversation, null for a comparison, and what it is called. */
  home: () => { conversation: string | null; title: string };
};

/** The turn stays the same place when its conversation is left, and when it goes on under another id. */
export function placeInConversation(key: string): AnswerPlace {
  const conversation = () => {
    const open = usePlayground.getState();
    return answerIn(open.turns, key) ? open : awayWith(key);
  };
  return {
    key,
    turn: () => answerIn(conversation()?.turns ?? [], key),
    change(change) {
      if (!answerIn(usePlayground.getState().turns, key)) return awayAnswerChanged(key, change);
      usePlayground.setState(({ turns }) => ({ turns: withChanged(turns, key, change) }));
    },
    home() {
      const found = conversation() ?? usePlayground.getState();
      return { conversation: found.id, title: conversationName(found) };
    },
  };
}

/** Where the open conversation is being answered. */
export function runningPlace(): AnswerPlace | null {
  const turn = usePlayground.getState().turns.find(isRunning);
  return turn ? placeInConversation(turn.key) : null;
}
