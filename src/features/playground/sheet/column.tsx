import { useCallback } from 'react';
import { roleName } from '@/components/message/role-name';
import type { AnswerMessage } from '@/api/wire';
import type { OnRun } from '../answers/continued';
import type { AnswerTurn } from '../turns/conversation';
import type { Conversation } from '../turns/playground-store';
import { TalkShown } from '../turns/talk';
import { columnTalk } from '../comparison/column-talk';
import { letterOf } from '../comparison/comparison-store';
import { stopColumn } from '../comparison/run-columns';
import type { Verdicts } from '../comparison/use-verdicts';
import { AnswerCell } from './answer-cell';
import { ColumnHead } from './column-head';
import { FigureCell } from './figure-cell';
import { FIGURES } from './figures';
import { Cell, CellName } from './grid';
import { PromptCell } from './prompt-cells';
import type { SheetLines } from './sheet-lines';
import type { SheetRow } from './sheet-rows';
import { VerdictCell } from './verdict-cells';

export type RunColumn = (id: string, begun: AnswerMessage | null) => void;

type Props = {
  column: Conversation;
  at: number;
  /** Of all columns. */
  rows: readonly SheetRow[];
  answers: readonly (AnswerTurn | null)[];
  /** By figure, then by column. */
  best: readonly boolean[][];
  lines: SheetLines;
  isMarked: boolean;
  standardModel: string;
  verdicts: Verdicts;
  onRunColumn: RunColumn;
};

/** A column is one section of the document, whose cells stand in the rows of the sheet. */
export function Column(props: Props) {
  const { column, at, answers, lines, standardModel, verdicts, onRunColumn } = props;
  const { id } = column;
  const onRun: OnRun = useCallback((begun = null) => onRunColumn(id, begun), [onRunColumn, id]);
  const isAnswered = answers.some((turn) => turn !== null);
  return (
    <TalkShown value={columnTalk(id)}>
      <section
        aria-label={`Column ${letterOf(at)}`}
        style={{ gridColumn: at + 2 }}
        className="pointer-events-none row-[1/-1] grid min-w-0 grid-rows-subgrid"
      >
        <Cell row={lines.head} className="sticky top-0 z-20 bg-canvas py-1.5! pe-2!">
          <ColumnHead {...{ column, at, standardModel }} count={answers.length} />
        </Cell>
        <Messages {...props} onRun={onRun} />
        {isAnswered && (
          <>
            <Figures {...props} />
            <Cell
              row={lines.verdict}
              className="sticky bottom-0 mt-1 border-t border-b-0! bg-surface"
            >
              <VerdictCell
                turn={answers[at] ?? null}
                isTight={answers.length > 3}
                {...{ column, at, verdicts, onRun }}
              />
            </Cell>
          </>
        )}
      </section>
    </TalkShown>
  );
}

function Messages({ column, at, rows, lines, isMarked, onRun }: Props & { onRun: OnRun }) {
  const lastAnswer = rows.findLastIndex(({ kind }) => kind === 'answer');
  const letter = letterOf(at);
  return rows.map((row, n) => {
    const line = lines.rows[n] ?? 0;
    if (row.kind === 'answer') {
      return (
        <Cell key={`answer ${line}`} row={line} className="py-3.5!">
          <CellName>Answer</CellName>
          <AnswerCell turns={row.cells[at] ?? []} isLast={n === lastAnswer} onRun={onRun} />
        </Cell>
      );
    }
    if (row.isShared) return null;
    return (
      <Cell key={`${row.role} ${line}`} row={line}>
        <CellName>{roleName(row.role)}</CellName>
        <PromptCell
          turn={row.cells[at] ?? null}
          role={row.role}
          against={at > 0 && isMarked ? (row.cells[0] ?? null) : null}
          id={column.id}
          {...{ letter, onRun }}
        />
      </Cell>
    );
  });
}

function Figures({ column, at, answers, best, lines }: Props) {
  return FIGURES.map((figure, n) => (
    <Cell
      key={figure.name}
      row={lines.figures + n}
      className="border-b-0! py-1! text-sm text-ink-2 tabular-nums max-sm:flex"
    >
      <CellName>{figure.name}: </CellName>
      <FigureCell
        turn={answers[at] ?? null}
        sum={figure.sum?.(column.turns) ?? null}
        isBest={best[n]?.[at] ?? false}
        letter={letterOf(at)}
        figure={figure}
        onStop={() => void stopColumn(column)}
      />
    </Cell>
  ));
}
