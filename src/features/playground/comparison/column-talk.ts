import { emptyConversation } from '../turns/playground-store';
import type { Talk } from '../turns/talk';
import { answerIn, withChanged } from '../turns/turns-changed';
import { columnChanged } from './comparison-events';
import { type Comparison, letterOf, useComparison } from './comparison-store';

/** In the place of a column that was removed. */
const GONE = emptyConversation();

const known = new Map<string, Talk>();

/** A column as the conversation that it is; always the same one for a column. */
export function columnTalk(id: string): Talk {
  const talk = known.get(id) ?? made(id);
  known.set(id, talk);
  return talk;
}

function made(id: string): Talk {
  const columnOf = ({ columns }: Comparison) => columns.find((each) => each.id === id) ?? GONE;
  const getState = () => columnOf(useComparison.getState());
  return {
    getState,
    getInitialState: getState,
    setState: (change) =>
      columnChanged(id, (now) => (typeof change === 'function' ? change(now) : change)),
    subscribe: (onChange) =>
      useComparison.subscribe((now, before) => {
        if (columnOf(now) !== columnOf(before)) onChange(columnOf(now), columnOf(before));
      }),
    placeOf: (key) => ({
      key,
      turn: () => answerIn(getState().turns, key),
      change: (change) =>
        columnChanged(id, ({ turns }) => ({ turns: withChanged(turns, key, change) })),
      home() {
        const at = useComparison.getState().columns.findIndex((each) => each.id === id);
        return { conversation: null, title: `Compare, column ${letterOf(at)}` };
      },
    }),
  };
}
