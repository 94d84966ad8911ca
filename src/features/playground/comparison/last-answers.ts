import type { AnswerTurn } from '../turns/conversation';
import { shownTurns } from '../turns/turn-tree';
import { type Comparison, letterOf } from './comparison-store';

/** The answer that each column has ended with, if it has. */
export function lastAnswers({ columns }: Pick<Comparison, 'columns'>): (AnswerTurn | null)[] {
  return columns.map((column) => {
    const last = shownTurns(column).at(-1);
    return last?.kind === 'answer' ? last : null;
  });
}

/** All words of an answer, every choice. */
function wordsOf({ choices }: AnswerTurn): string {
  return choices.map(({ content, refusal }) => content ?? refusal ?? '').join('\n\n');
}

export function answersByLetter(comparison: Pick<Comparison, 'columns'>) {
  return lastAnswers(comparison).map((turn, at) => ({
    letter: letterOf(at),
    words: turn ? wordsOf(turn) : '',
  }));
}
