import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { clientFor, type Connection } from '@/api/connection';
import { completionsText } from '@/components/jobs/job-text';
import { formatNumber } from '@/lib/format';
import { countChanges } from '@/queries/browser-jobs/count-changes';
import { QueryError } from '@/components/query-error';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Summary, SummaryRow } from '@/ui/summary';
import { type Chosen, chosenText } from '../chosen';
import { ChangeWarnings } from '@/components/jobs/job-figures';
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
  const [seen, setSeen] = useState(0);
  const ids = state.data?.ids ?? [];
  const counting = useMutation({
    mutationFn: () => {
      const known = state.data?.metadata ?? new Map<string, never>();
      const wanted = { ids, known, change: tagOf(lines) };
      return countChanges(clientFor(connection), wanted, { onSeen: setSeen });
    },
  });
  const counts = counting.data;

  function change(next: TagLine[]) {
    counting.reset();
    setLines(next);
  }

  function count() {
    setChecked(true);
    if (lines.every((line) => lineProblem(line, lines) === null)) counting.mutate();
  }

  function start() {
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
          {counts && counts.changes > 0 ? (
            <Button variant="primary" loading={starting.isPending} onClick={start}>
              Tag {completionsText(counts.changes)}
            </Button>
          ) : (
            ids.length > 0 && (
              <Button variant="primary" loading={counting.isPending} onClick={count}>
                Count what changes
              </Button>
            )
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
      <TagForm {...{ connection, lines, isChecked }} onChange={change} />
      {counting.isPending && (
        <output className="mt-3 block text-sm text-ink-3 tabular-nums">
          Reading their metadata… {formatNumber(seen)} of {formatNumber(ids.length)}
        </output>
      )}
      {counts && (
        <Summary>
          <SummaryRow name="Would change">{formatNumber(counts.changes)}</SummaryRow>
          <ChangeWarnings {...counts} />
        </Summary>
      )}
      {counting.isError && (
        <QueryError className="mt-3" title="It could not be counted" error={counting.error} />
      )}
      {starting.isError && (
        <QueryError className="mt-3" title="Nothing was changed" error={starting.error} />
      )}
    </Dialog>
  );
}
