import { useState } from 'react';
import type { Connection } from '@/api/connection';
import { completionsText } from '@/components/jobs/job-text';
import { QueryError } from '@/components/query-error';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { type Chosen, chosenText } from '../chosen';
import { lineProblem, tagLine, type TagLine, tagOf } from '../tag-draft';
import { TagForm } from '../tag-form';
import { CollectedFigures } from './collected-figures';
import { useCollected } from './use-collected';
import { useStart } from './use-start';

type Props = { connection: Connection; chosen: Chosen; onClose: () => void };

/** Changes the metadata of many completions of a server that has no jobs: this browser reads and writes each. */
export function TagPlain({ connection, chosen, onClose }: Props) {
  const [lines, setLines] = useState<TagLine[]>(() => [tagLine()]);
  const [isChecked, setChecked] = useState(false);
  const state = useCollected(connection, chosen);
  const starting = useStart(connection, onClose);
  const ids = state.collected?.ids ?? [];

  function start() {
    setChecked(true);
    if (lines.some((line) => lineProblem(line, lines) !== null)) return;
    starting.mutate({
      action: { kind: 'tag', change: tagOf(lines) },
      chosen: chosenText(chosen),
      ids,
    });
  }

  return (
    <Dialog
      title="Tag completions"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {ids.length > 0 && (
            <Button variant="primary" loading={starting.isPending} onClick={start}>
              Tag {completionsText(ids.length)}
            </Button>
          )}
        </>
      }
    >
      <div className="mb-3 text-sm text-ink-2">
        <p>
          This changes the metadata of {chosenText(chosen)} of {connection.label}, one after the
          other. Pairs that no line names stay; one that would have more than 16 pairs stays as it
          is and is listed.
        </p>
        <CollectedFigures connection={connection} state={state} />
      </div>
      <TagForm {...{ connection, lines, isChecked }} onChange={setLines} />
      {starting.isError && (
        <QueryError className="mt-3" title="Nothing was changed" error={starting.error} />
      )}
    </Dialog>
  );
}
