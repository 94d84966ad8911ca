import type { AnswerMessage, Completion } from '@/api/wire';
import { joined } from './continued';
import {
  type AnswerTurn,
  answerTurn,
  type Facts,
  type Keeping,
  type Run,
  type Turn,
} from './conversation';
import { usePlayground } from './playground-store';
import { withAppended } from './turn-tree';

/** The conversation is sent: its answer gets a place. Returns the key of that place. */
export function promptSent(
  facts: Pick<Facts, 'model' | 'isOurs'>,
  isStored: boolean,
  begun: AnswerMessage | null = null,
): string {
  const turn = answerTurn(facts, isStored, begun);
  usePlayground.setState((tree) => withAppended(tree, turn));
  return turn.key;
}

export function answerNamed(key: string, completionId: string) {
  changeAnswer(key, (turn) => ({ ...turn, facts: { ...turn.facts, completionId } }));
}

/** Everything that has come so far. */
export function textArrived(key: string, completion: Completion, firstTokenMs: number | null) {
  const { choices, model, usage } = completion;
  changeAnswer(key, (turn) => ({
    ...turn,
    run: { state: 'streaming' },
    choices: choices.map(({ message }) => (turn.begun ? joined(turn.begun, message) : message)),
    ends: choices.map(({ finish_reason, logprobs }) => ({ finish: finish_reason, logprobs })),
    facts: { ...turn.facts, model: model || turn.facts.model, usage: usage ?? null, firstTokenMs },
  }));
}

export function answerEnded(key: string, run: Run, totalMs: number | null) {
  changeAnswer(key, (turn) => ({ ...turn, run, facts: { ...turn.facts, totalMs } }));
}

export function keepingKnown(key: string, keeping: Keeping) {
  changeAnswer(key, (turn) => ({ ...turn, keeping }));
}

function changeAnswer(key: string, change: (turn: AnswerTurn) => Turn) {
  usePlayground.setState(({ turns }) => ({
    turns: turns.map((turn) => (turn.kind === 'answer' && turn.key === key ? change(turn) : turn)),
  }));
}
