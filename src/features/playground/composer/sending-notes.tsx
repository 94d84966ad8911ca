import { useConnection } from '@/components/connection-store';
import { choicesNote } from '../request/choices-note';
import { sentParameters } from '../parameters/refused-parameters';
import { usePlayground } from '../turns/playground-store';
import { leftOut } from '../request/request-body';
import { shownTurns } from '../turns/turn-tree';

/** What Run does otherwise than it looks: what of the conversation is not sent, and what several answers do. */
export function SendingNotes({ standardModel }: { standardModel: string }) {
  const source = useConnection().id;
  const left = usePlayground((state) =>
    leftOut(shownTurns(state), sentParameters(state.parameters, standardModel), source).join(', '),
  );
  const choices = usePlayground((state) => choicesNote(shownTurns(state), state.parameters));
  const notes = [left && `Not sent to this model, since another one gave it: ${left}.`, choices];
  return notes
    .filter((note) => note !== '')
    .map((note) => (
      <p key={note} role="note" className="px-3.5 pt-1 text-xs text-ink-3">
        {note}
      </p>
    ));
}
