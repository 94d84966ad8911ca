import type { AnswerTurn, Turn } from './conversation';

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
