import { isDraftEmpty, usePlayground } from '../turns/playground-store';
import { conversationSettled } from '../history/keep-conversation';
import { comparisonBegun, originOfOpen } from './comparison-events';
import { type Comparison, useComparison } from './comparison-store';

/** Whether the open conversation is another one, or further on, than the one that was to be compared. */
export function beganElsewhere({ from }: Comparison): boolean {
  const open = usePlayground.getState();
  const isEmpty = open.turns.length === 0 && isDraftEmpty(open.draft);
  return !isEmpty && from !== originOfOpen();
}

/** Somebody comes to compare what is open: it takes the place of a comparison that nobody has done anything with. */
export function comparisonEntered() {
  const comparison = useComparison.getState();
  const isFree = comparison.isUntouched && beganElsewhere(comparison);
  if (comparison.columns.length === 0 || isFree) comparisonBegun();
}

/** The same for a page that is shown: what Back is still opening is what is compared. */
export function comparisonShown() {
  let isLeft = false;
  async function enter() {
    await conversationSettled();
    if (!isLeft) comparisonEntered();
  }
  void enter();
  return () => {
    isLeft = true;
  };
}
