import { useState } from 'react';
import type { Connection } from '@/api/connection';
import type { ExportOrder } from '@/api/exports';
import { completionsText } from '@/components/jobs/job-text';
import { QueryError } from '@/components/query-error';
import { formatNumber } from '@/lib/format';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Progress } from '@/ui/progress';
import { type Chosen, chosenText } from '../chosen';
import { FormatChoice, type FormatName } from '../format-choice';
import { CollectedFigures } from './collected-figures';
import { useCollected } from './use-collected';
import { usePlainExport } from './use-plain-export';

type Props = {
  connection: Connection;
  chosen: Chosen;
  /** Of the table, by date. */
  order: ExportOrder['order'];
  onClose: () => void;
};

/** Reads completions one by one from a server that has no export, into a file. */
export function ExportPlain({ connection, chosen, order, onClose }: Props) {
  const [format, setFormat] = useState<FormatName>('jsonl');
  const state = useCollected(connection, chosen);
  const { data: collected } = state;
  const found = collected?.ids ?? [];
  // Collected oldest first; what was selected is in the order of the table already.
  const ids = 'filters' in chosen && order === 'desc' ? found.toReversed() : found;
  const { exporting, done, stop } = usePlainExport(connection, ids, onClose);

  function close() {
    stop();
    onClose();
  }

  return (
    <Dialog
      title="Export completions"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          {ids.length > 0 && (
            <Button
              variant="primary"
              loading={exporting.isPending}
              onClick={() => exporting.mutate(format === 'csv' ? 'csv' : 'jsonl')}
            >
              Export {completionsText(ids.length)}
            </Button>
          )}
        </>
      }
    >
      <div className="mb-3 text-sm text-ink-2">
        <p>
          This reads {chosenText(chosen)} from {connection.label}, one after the other, into a file.
          Keep this open meanwhile.
        </p>
        <CollectedFigures connection={connection} state={state} />
      </div>
      <FormatChoice value={format} only={['jsonl', 'csv']} onChange={setFormat} />
      {exporting.isPending && (
        <div className="mt-3">
          <Progress label="Exported" value={done} max={ids.length} />
          <p className="mt-1 text-xs text-ink-3 tabular-nums">
            {formatNumber(done)} of {formatNumber(ids.length)}
          </p>
        </div>
      )}
      {exporting.isError && (
        <QueryError className="mt-3" title="The file was not written" error={exporting.error} />
      )}
    </Dialog>
  );
}
