import { promptReworded } from '../turns/turn-events';
import { shownTurns } from '../turns/turn-tree';
import { columnTalk } from './column-talk';
import { comparisonBegun } from './comparison-events';
import { useComparison } from './comparison-store';
import { lastComparison } from './last-comparison';

/** The open conversation beside itself under other instructions. What was compared before comes back with Undo. */
export async function comparisonBegunWith(instructions: string): Promise<void> {
  await lastComparison;
  comparisonBegun();
  const column = useComparison.getState().columns.at(-1);
  const system = column && shownTurns(column)[0];
  if (!system) return;
  promptReworded(system, { text: instructions, attachments: [] }, columnTalk(column.id));
}
