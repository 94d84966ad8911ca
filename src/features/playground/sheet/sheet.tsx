import type { Ref } from 'react';
import { roleName } from '@/components/message/role-name';
import { useOpenEditorKeys } from '../turns/open-editors';
import { turnsToSend } from '../turns/playground-store';
import { VariableFields } from '../variables/variable-fields';
import { variablesIn } from '../variables/variables';
import { comparedVariableChanged } from '../comparison/comparison-events';
import { type Comparison, variablesOf } from '../comparison/comparison-store';
import { lastAnswers } from '../comparison/last-answers';
import { useVerdicts } from '../comparison/use-verdicts';
import { Column, type RunColumn } from './column';
import { bestOf, FIGURES } from './figures';
import { Label, Span } from './grid';
import { SharedPrompt } from './shared-prompt';
import { sheetLines, type SheetLines } from './sheet-lines';
import { type SheetRow, sheetRows } from './sheet-rows';
import { markVariables } from '../variables/variable-marks';
import { VerdictOnAll } from './verdict-cells';

type Props = {
  /** What scrolls. */
  ref: Ref<HTMLDivElement>;
  comparison: Comparison;
  standardModel: string;
  onRunColumn: RunColumn;
  onRunAll: () => void;
};

/** One sheet: what is shared stands once, what differs beside each other, each figure under its column. */
export function Sheet({ ref, comparison, standardModel, onRunColumn, onRunAll }: Props) {
  const { columns, draft, isMarked } = comparison;
  const rows = sheetRows(columns, useOpenEditorKeys());
  const names = variablesIn(columns.flatMap((column) => turnsToSend({ ...column, draft })));
  const lines = sheetLines(rows, names.length > 0);
  const answers = lastAnswers(comparison);
  const verdicts = useVerdicts(answers);
  const best = FIGURES.map((figure) => bestOf(figure, answers));
  const gridTemplateColumns = `var(--gutter) repeat(${columns.length}, minmax(var(--column), 1fr))`;
  return (
    <div ref={ref} className={FRAME}>
      <div
        ref={markVariables}
        className="grid"
        style={{ gridTemplateColumns, gridTemplateRows: `repeat(${lines.onAll}, auto)` }}
      >
        {names.length > 0 && <Variables names={names} comparison={comparison} />}
        <Label row={lines.head} className="top-0 z-30 bg-canvas!" />
        {rows.map((row, at) => (
          <RowLabel
            key={`${row.kind} ${lines.rows[at]}`}
            row={row}
            line={lines.rows[at] ?? 0}
            isMarked={isMarked}
          />
        ))}
        {rows.map(
          (row, at) =>
            row.kind === 'prompt' &&
            row.isShared && (
              <SharedPrompt
                key={`shared ${lines.rows[at]}`}
                row={lines.rows[at] ?? 0}
                name={roleName(row.role)}
                turns={row.cells.filter((cell) => cell !== null)}
                {...{ columns, onRunAll }}
              />
            ),
        )}
        {columns.map((column, at) => (
          <Column
            key={column.id}
            {...{ column, at, rows, answers, best, lines, isMarked, standardModel, verdicts }}
            onRunColumn={onRunColumn}
          />
        ))}
        {answers.some((turn) => turn !== null) && (
          <>
            <FigureLabels lines={lines} />
            <Span row={lines.onAll} name="Verdict" isLast className="pt-0! pb-4!">
              <VerdictOnAll verdicts={verdicts} />
            </Span>
          </>
        )}
      </div>
    </div>
  );
}

/** The gutter goes, and the columns are nearly as wide as the screen, where that is narrow. */
const FRAME =
  '@container min-h-0 flex-1 scrolls [--column:84cqw] [--gutter:0px] sm:[--column:20rem] sm:[--gutter:6.5rem]';

type RowLabelProps = { row: SheetRow; line: number; isMarked: boolean };

function RowLabel({ row, line, isMarked }: RowLabelProps) {
  if (row.kind === 'answer') return <Label row={line}>Answer</Label>;
  return (
    <Label row={line}>
      {roleName(row.role)}
      {isMarked && !row.isShared && <span className="block font-normal">against A</span>}
    </Label>
  );
}

function FigureLabels({ lines }: { lines: SheetLines }) {
  return (
    <>
      {FIGURES.map(({ name }, at) => (
        <Label key={name} row={lines.figures + at} className="border-b-0! py-1!">
          {name}
        </Label>
      ))}
      <Label row={lines.verdict} className="bottom-0 mt-1 border-t border-b-0!">
        Verdict
      </Label>
    </>
  );
}

type VariablesProps = { names: readonly string[]; comparison: Comparison };

function Variables({ names, comparison }: VariablesProps) {
  return (
    <>
      <Label row={1}>Variables</Label>
      <Span row={1} name="Variables" className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <VariableFields
          names={names}
          values={variablesOf(comparison)}
          onChange={comparedVariableChanged}
        />
        <span className="ms-auto text-xs text-ink-3">Filled once, used by every column</span>
      </Span>
    </>
  );
}
