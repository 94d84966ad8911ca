import type { KeyboardEvent, ReactNode } from 'react';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { isComposing } from '@/ui/is-composing';
import { Kbd } from '@/ui/kbd';
import { usePanelKept } from '../parameter-panel/panel-place';

type Props = {
  title: ReactNode;
  /** Why it cannot be saved as it is. */
  problem: string | null;
  onSave: () => void;
  onClose: () => void;
  /** What stands beside Cancel and Save. */
  beside?: ReactNode;
  /** What is edited, and what it does. */
  children: readonly [left: ReactNode, right: ReactNode];
};

/** A large view of what the model gets as an object: a function, a schema. Save closes it. */
export function LargeEditor({ title, problem, onSave, onClose, beside, children }: Props) {
  usePanelKept();
  function save() {
    if (problem !== null) return;
    onSave();
    onClose();
  }
  function onKeyDown(event: KeyboardEvent) {
    const isSave = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isSave || isComposing(event) || event.repeat) return;
    event.preventDefault();
    event.stopPropagation();
    save();
  }
  const [left, right] = children;
  return (
    <Dialog
      title={title}
      className="h-[min(54rem,92vh)] max-h-none w-[min(82rem,calc(100vw-2rem))]"
      onClose={onClose}
      onKeyDown={onKeyDown}
      footer={
        <>
          {beside}
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" notNow={problem} onClick={save}>
            Save <Kbd tone="filled">Mod+Enter</Kbd>
          </Button>
        </>
      }
    >
      <div className="-mx-5 grid min-h-full border-t border-line lg:grid-cols-2">
        <div className="min-w-0 border-line pt-4 lg:border-e">{left}</div>
        {right}
      </div>
    </Dialog>
  );
}
