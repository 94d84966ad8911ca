import { formatDuration, formatNumber } from '@/lib/format';
import { type AnswerTurn, isRunning, type Turn } from '../turns/conversation';
import { answerCost, costWords, sumWords } from '../answer-view/answer-cost';

export type Figure = {
  name: string;
  /** What is compared: less is better. Null where nobody knows. */
  amount: (turn: AnswerTurn) => number | null;
  words: (turn: AnswerTurn) => string | null;
  /** Of all answers of a column. */
  sum?: (turns: readonly Turn[]) => string | null;
};

export const FIGURES: readonly Figure[] = [
  { name: 'First token', amount: firstToken, words: (turn) => duration(firstToken(turn)) },
  { name: 'Total', amount: total, words: (turn) => duration(total(turn)) },
  { name: 'Tokens', amount: () => null, words: tokens },
  { name: 'Cost', amount: cost, words: costOrNone, sum: sumWords },
];

/** Which of the answers has the least of a figure; none where they do not differ, or only one has it. */
export function bestOf(figure: Figure, answers: readonly (AnswerTurn | null)[]): boolean[] {
  const amounts = answers.map((turn) => (turn && isWhole(turn) ? figure.amount(turn) : null));
  const known = amounts.filter((amount) => amount !== null);
  const least = Math.min(...known);
  const isTold = known.length > 1 && known.some((amount) => amount > least);
  return amounts.map((amount) => isTold && amount === least);
}

/** One that was stopped, cut off or failed is no quick one. */
function isWhole({ run, ends }: AnswerTurn): boolean {
  const isCut = ends?.some(({ finish }) => finish === 'length' || finish === 'content_filter');
  return run.state === 'complete' && !isCut;
}

function firstToken({ facts }: AnswerTurn): number | null {
  return facts.firstTokenMs;
}

function total({ facts }: AnswerTurn): number | null {
  return facts.totalMs;
}

function tokens(turn: AnswerTurn): string | null {
  const { usage, pace } = turn.facts;
  if (usage)
    return `${formatNumber(usage.prompt_tokens)} in · ${formatNumber(usage.completion_tokens)} out`;
  return isRunning(turn) && pace ? `${formatNumber(pace.pieces)} so far` : null;
}

function cost(turn: AnswerTurn): number | null {
  return answerCost(turn)?.dollars ?? null;
}

function costOrNone(turn: AnswerTurn): string | null {
  const known = answerCost(turn);
  if (known) return costWords(known);
  return turn.facts.cost === null && turn.facts.usage ? `no price for ${turn.facts.model}` : null;
}

function duration(value: number | null): string | null {
  return value === null ? null : formatDuration(value);
}
