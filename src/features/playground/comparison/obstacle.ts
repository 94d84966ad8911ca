import { draftProblem } from '../attachments/draft-target';
import { LOADING_MODELS } from '../composer/use-run';
import { problemsOf } from '../parameters/problems';
import { isDraftEmpty, turnsToSend } from '../turns/playground-store';
import { NOTHING_WRITTEN, turnProblem } from '../request/turn-problem';
import { missingVariables } from '../variables/variables';
import { type Comparison, letterOf } from './comparison-store';
import { askedColumns } from './run-columns';

/** Why Run can ask nothing as it stands; null when it can. */
export function obstacleTo(
  comparison: Comparison,
  standardModel: string,
  isLoading: boolean,
): string | null {
  const { columns, draft } = comparison;
  const asked = askedColumns(comparison);
  if (asked.length === 0) return waitingReason(comparison);
  const problem = draftProblem(draft, false);
  if (problem !== null) return problem;
  for (const column of asked) {
    const letter = letterOf(columns.indexOf(column));
    const { parameters } = column;
    const state = { ...column, draft };
    if (Object.keys(problemsOf(parameters)).length > 0)
      return `Correct the parameters of ${letter} first`;
    const [missing] = missingVariables(turnsToSend(state), parameters.variables);
    if (missing !== undefined) return `Give ${missing} a value first`;
    const unready = turnProblem(state);
    if (unready !== null) return `${letter}: ${unready}`;
    if ((parameters.model || standardModel) === '')
      return isLoading ? LOADING_MODELS : `Choose a model for ${letter} first`;
  }
  return null;
}

function waitingReason({ columns, draft }: Comparison): string {
  const at = columns.findIndex((column) => {
    const problem = turnProblem({ ...column, draft });
    return problem !== null && problem !== NOTHING_WRITTEN;
  });
  return at >= 0 ? `${letterOf(at)} waits for the results of its tool calls` : NOTHING_WRITTEN;
}

/** "Run all three", or who is asked: a column that has answered is not asked the same again unasked. */
export function runWords(comparison: Comparison): string {
  const { columns, draft } = comparison;
  const asked = askedColumns(comparison);
  const isAll = asked.length === 0 || asked.length === columns.length;
  if (isAll || !isDraftEmpty(draft))
    return columns.length === 2
      ? 'Run both'
      : `Run all ${{ 3: 'three', 4: 'four' }[columns.length]}`;
  const letters = asked.map((column) => letterOf(columns.indexOf(column)));
  return `Run ${letters.join(' and ')}`;
}
