import { useQueries } from '@tanstack/react-query';
import { useConnection } from '@/components/connection-store';
import { formatCost, formatDuration, formatNumber } from '@/lib/format';
import { completionQueries } from '@/queries/completion-queries';
import { tokensPerSecond } from '../transcript/answer-facts';
import { type AnswerTurn, isRunning } from '../conversation';
import { letterOf, useComparison } from './comparison-store';
import { lastAnswers } from './last-answers';

type Figure = [name: string, value: (turn: AnswerTurn) => string | null];

const figures: Figure[] = [
  ['Prompt tokens', ({ facts }) => number(facts.usage?.prompt_tokens)],
  ['Answer tokens', ({ facts }) => number(facts.usage?.completion_tokens)],
  ['First token', ({ facts }) => duration(facts.firstTokenMs)],
  ['Total time', ({ facts }) => duration(facts.totalMs)],
  ['Tokens per second', (turn) => number(tokensPerSecond(turn))],
];

/** What the last answers took, side by side. */
export function FiguresTable() {
  const columns = useComparison((state) => state.columns);
  const answers = lastAnswers({ columns });
  const costs = useCosts(answers);
  if (!answers.some((turn) => turn && !isRunning(turn))) return null;
  return (
    <div className="scrolls-x border-t border-line px-4 py-2">
      <table className="mx-auto w-full max-w-4xl text-left text-xs tabular-nums">
        <caption className="sr-only">Figures of the last answers</caption>
        <thead>
          <tr className="text-ink-3">
            <th scope="col">
              <span className="sr-only">Figure</span>
            </th>
            {columns.map(({ id }, at) => (
              <th key={id} scope="col" className="px-2 py-0.5 font-medium">
                {letterOf(at)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map(([name, value]) => (
            <Row key={name} name={name} cells={answers.map((turn) => turn && value(turn))} />
          ))}
          <Row name="Cost (estimate)" cells={costs} />
        </tbody>
      </table>
    </div>
  );
}

function Row({ name, cells }: { name: string; cells: (string | null)[] }) {
  return (
    <tr>
      <th scope="row" className="py-0.5 font-normal whitespace-nowrap text-ink-2">
        {name}
      </th>
      {cells.map((cell, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a cell is known by its column alone
        <td key={at} className="px-2 py-0.5">
          {cell ?? '–'}
        </td>
      ))}
    </tr>
  );
}

/** The server reckons it with its prices, for what it has stored. */
function useCosts(answers: readonly (AnswerTurn | null)[]): (string | null)[] {
  const queries = completionQueries(useConnection());
  return useQueries({
    queries: answers.map((turn) => ({
      ...queries.detail(turn?.facts.completionId ?? ''),
      enabled: turn?.keeping.state === 'stored' && turn.facts.completionId !== null,
    })),
    combine: (results) =>
      results.map(({ data }) => (data?.facts?.cost == null ? null : formatCost(data.facts.cost))),
  });
}

function number(value: number | null | undefined): string | null {
  return value == null ? null : formatNumber(Math.round(value));
}

function duration(value: number | null): string | null {
  return value === null ? null : formatDuration(value);
}
