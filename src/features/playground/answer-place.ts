import { type AnswerTurn, isRunning, type Turn } from './conversation';
import { usePlayground } from './playground-store';

/** Where an answer is written as it comes: a turn of the open conversation, or of one that is compared with others. */
export type AnswerPlace = {
  /** Of the turn. */
  key: string;
  /** Undefined once the turn is gone. */
  turn: () => AnswerTurn | undefined;
  change: (change: (turn: AnswerTurn) => Turn) => void;
};

export function placeInConversation(key: string): AnswerPlace {
  return {
    key,
    turn: () => answerIn(usePlayground.getState().turns, key),
    change: (change) =>
      usePlayground.setState(({ turns }) => ({ turns: withChanged(turns, key, change) })),
  };
}

/** Where the open conversation is being answered. */
export function runningPlace(): AnswerPlace | null {
  const turn = usePlayground.getState().turns.find(isRunning);
  return turn ? placeInConversation(turn.key) : null;
}

export function answerIn(turns: readonly Turn[], key: string): AnswerTurn | undefined {
  return turns.find((turn): turn is AnswerTurn => turn.kind === 'answer' && turn.key === key);
}

export function withChanged(
  turns: readonly Turn[],
  key: string,
  change: (turn: AnswerTurn) => Turn,
): Turn[] {
  return turns.map((turn) => (turn.kind === 'answer' && turn.key === key ? change(turn) : turn));
}
