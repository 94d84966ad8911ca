import Pencil from 'lucide-react/icons/pencil';
import { useState } from 'react';
import { NameField } from '@/ui/name-field';
import { conversationName } from '../history/conversation-name';
import { conversationNamed } from '../history/history-events';
import { usePlayground } from '../turns/playground-store';

/** What is open, and where it is renamed. */
export function ConversationTitle() {
  const [isNaming, setNaming] = useState(false);
  const isEmpty = usePlayground((state) => state.turns.length === 0);
  const name = usePlayground(conversationName);
  if (isEmpty) {
    return (
      <h1 className="min-w-0 flex-1 truncate text-title font-medium text-ink-3">
        New conversation
      </h1>
    );
  }
  if (isNaming) {
    return (
      <div className="min-w-0 max-w-96 flex-1">
        <NameField
          label="Name of the conversation"
          name={name}
          onDone={(next) => {
            setNaming(false);
            if (next !== null && next !== name)
              void conversationNamed(usePlayground.getState().id, next);
          }}
        />
      </div>
    );
  }
  return (
    <h1 className="flex min-w-0 flex-1 text-title">
      <button
        type="button"
        title="Rename"
        onClick={() => setNaming(true)}
        className="group/title -ms-1.5 flex min-w-0 items-center gap-1.5 rounded-md px-1.5 py-1 hover:bg-hover"
      >
        <span dir="auto" className="min-w-0 truncate">
          {name}
        </span>
        <Pencil
          aria-hidden
          className="size-3.5 shrink-0 text-ink-3 opacity-0 group-hover/title:opacity-100 group-focus-visible/title:opacity-100 pointer-coarse:opacity-100"
        />
      </button>
    </h1>
  );
}
