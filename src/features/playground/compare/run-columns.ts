import { originOf } from '#contract/message/origin';
import { type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { isRunning } from '../conversation';
import type { Conversation } from '../playground-store';
import { sentParameters } from '../parameters/refused-parameters';
import { askedFormat, requestBody } from '../request-body';
import { resumeAnswer } from '../resume-answer';
import { stopStream } from '../stop-answer';
import { streamAnswer } from '../stream-answer';
import { shownTurns } from '../turn-tree';
import { valuesAsked } from '../variables/variables';
import {
  columnAsked,
  columnValuesKept,
  comparedDraftAdded,
  placeInColumn,
} from './comparison-events';
import { isComparing, useComparison } from './comparison-store';

/** Asks every column at once; each ends by itself. */
export async function runColumns(connection: Connection, model: string): Promise<void> {
  if (isComparing(useComparison.getState())) return;
  comparedDraftAdded();
  const { columns } = useComparison.getState();
  await Promise.all(columns.map(({ id }) => runColumn(connection, model, id)));
}

/** `model` is the one to use when the column has none. */
export async function runColumn(connection: Connection, model: string, id: string): Promise<void> {
  columnValuesKept(id);
  const column = useComparison.getState().columns.find((each) => each.id === id);
  if (!column || column.turns.some(isRunning)) return;
  const parameters = sentParameters(column.parameters, model);
  const isOurs = connection.id === LOCAL_CONNECTION.id;
  const body = requestBody(shownTurns(column), parameters, connection.id);
  const format = askedFormat(parameters);
  const origin = originOf(connection.id, parameters.model);
  const values = valuesAsked(shownTurns(column), parameters.variables);
  const asked = { model: parameters.model, isOurs, format, origin, values };
  const place = columnAsked(id, asked, parameters.store);
  await streamAnswer(connection, body, place);
}

export function stopColumns() {
  for (const column of useComparison.getState().columns) void stopColumn(column);
}

export async function stopColumn({ id, turns }: Conversation): Promise<void> {
  const turn = turns.find(isRunning);
  if (turn) await stopStream(placeInColumn(id, turn.key));
}

/** The server may have gone on with what the page before had asked. */
export function resumeColumns() {
  for (const { id, turns } of useComparison.getState().columns) {
    const turn = turns.find(isRunning);
    if (turn) void resumeAnswer(placeInColumn(id, turn.key));
  }
}
