import { useId } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { callsOf } from '#contract/message/calls';
import { draftChanged } from '../turns/conversation-events';
import { messageOf } from '../turns/conversation';
import { LineInput } from '@/ui/line-input';
import { usePlayground } from '../turns/playground-store';
import { shownTurns } from '../turns/turn-tree';

/** The call that a tool's message answers: one of those before it, or any other id. */
export function CallIdField() {
  const listId = useId();
  const callId = usePlayground(({ draft }) => draft.callId);
  const calls = usePlayground(
    useShallow((state) =>
      shownTurns(state).flatMap((turn) =>
        callsOf(messageOf(turn) ?? { role: '' }).map(({ id, name }) => `${id} ${name}`),
      ),
    ),
  );
  return (
    <>
      <LineInput
        aria-label="Id of the call"
        placeholder="id of the call"
        list={listId}
        autoComplete="off"
        spellCheck={false}
        value={callId}
        onChange={(event) => draftChanged({ callId: event.target.value })}
        lineClassName="h-7"
        className="control w-36 px-2 font-mono text-xs"
      />
      <datalist id={listId}>
        {calls.map((call) => {
          const [id = '', name = ''] = call.split(' ');
          return (
            <option key={id} value={id}>
              {name}
            </option>
          );
        })}
      </datalist>
    </>
  );
}
