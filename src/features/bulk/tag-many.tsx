import { useState } from 'react';
import type { Connection } from '@/api/connection';
import { completionsText } from '@/components/jobs/job-text';
import { QueryError } from '@/components/query-error';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { type Chosen, chosenText, targetOf } from './chosen';
import { JobFigures } from '@/components/jobs/job-figures';
import { lineProblem, tagLine, type TagLine, tagOf } from './tag-draft';
import { TagForm } from './tag-form';
import { usePrepared } from '@/components/jobs/use-prepared';

type Props = {
  connection: Connection;
  chosen: Chosen;
  /** What the form begins with. */
  lines?: TagLine[];
  onClose: () => void;
};

/** Changes the metadata of many completions of this server, after it has counted what that does. */
export function TagMany({ connection, chosen, lines: first, onClose }: Props) {
  const [lines, setLines] = useState(() => first ?? [tagLine()]);
  const [isChecked, setChecked] = useState(false);
  const prepared = usePrepared();
  const { job, isPreparing } = prepared;
  const changes = job?.progress.changes ?? 0;

  function change(next: TagLine[]) {
    prepared.discard();
    setLines(next);
  }

  function count() {
    setChecked(true);
    if (lines.some((line) => lineProblem(line, lines) !== null)) return;
    prepared.prepare({ kind: 'tag', target: targetOf(chosen), tag: tagOf(lines) });
  }

  function cancel() {
    prepared.discard();
    onClose();
  }

  return (
    <Dialog
      title="Tag completions"
      onClose={cancel}
      footer={
        <>
          <Button onClick={cancel}>Cancel</Button>
          {job && !isPreparing && changes > 0 ? (
            <Button
              variant="primary"
              loading={prepared.isStarting}
              onClick={() => prepared.start(onClose)}
            >
              Tag {completionsText(changes)}
            </Button>
          ) : (
            <Button variant="primary" loading={isPreparing} onClick={count}>
              Count what changes
            </Button>
          )}
        </>
      }
    >
      <p className="mb-3 text-sm text-ink-2">
        This changes the metadata of {chosenText(chosen)}. All other pairs stay as they are.
      </p>
      <TagForm {...{ connection, lines, isChecked }} onChange={change} />
      {(job ?? isPreparing) && <JobFigures job={job} isPreparing={isPreparing} />}
      {job && !isPreparing && changes === 0 && (
        <p className="mt-3 text-sm text-ink-2">Nothing would change.</p>
      )}
      {prepared.error && (
        <QueryError className="mt-3" title="Nothing was changed" error={prepared.error} />
      )}
    </Dialog>
  );
}
