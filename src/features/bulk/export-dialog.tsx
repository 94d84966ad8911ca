import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Connection } from '@/api/connection';
import { createExport, type ExportFormat, type ExportOrder, exportPath } from '@/api/exports';
import { jobStarted } from '@/components/jobs/followed-job';
import { QueryError } from '@/components/query-error';
import { completionQueries } from '@/queries/completion-queries';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/text-field';
import { type Chosen, chosenText, targetOf } from './chosen';
import { CSV_COLUMNS, USUAL_COLUMNS } from './csv-columns';
import { FormatChoice, type FormatName } from './format-choice';

type Props = {
  connection: Connection;
  chosen: Chosen;
  /** As the table is sorted; undefined where there is none. */
  sorting?: ExportOrder;
  onClose: () => void;
};

/** Writes many completions of this server to a file, which the browser downloads as it is made. */
export function ExportDialog({ connection, chosen, sorting, onClose }: Props) {
  const [format, setFormat] = useState<FormatName>('jsonl');
  const [columns, setColumns] = useState<readonly string[]>(USUAL_COLUMNS);
  const [choice, setChoice] = useState('1');
  const exporting = useMutation({
    mutationFn: () => createExport(targetOf(chosen), formatOf(), sorting),
    onSuccess: (job) => {
      download(exportPath(job));
      jobStarted(job.id);
      onClose();
    },
  });
  const isChoice = /^[1-9]\d{0,2}$/.test(choice);
  const problem =
    format === 'csv' && columns.length === 0
      ? 'Choose at least one column.'
      : format === 'chat' && !isChoice
        ? 'Choices are numbered from 1.'
        : null;

  function formatOf(): ExportFormat {
    if (format === 'csv') return { format, columns: [...columns] };
    return format === 'chat' ? { format, choice: Number(choice) - 1 } : { format };
  }

  return (
    <Dialog
      title="Export completions"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            loading={exporting.isPending}
            aria-disabled={problem !== null || undefined}
            title={problem ?? undefined}
            onClick={() => problem === null && exporting.mutate()}
          >
            Download
          </Button>
        </>
      }
    >
      <p className="mb-3 text-sm text-ink-2">
        This writes {chosenText(chosen)} to a file, {orderText(sorting)}.
      </p>
      <FormatChoice value={format} onChange={setFormat} />
      {format === 'csv' && (
        <Columns connection={connection} chosen={columns} onChange={setColumns} />
      )}
      {format === 'chat' && (
        <TextField
          className="mt-3 w-40"
          label="Choice"
          inputMode="numeric"
          value={choice}
          error={isChoice ? undefined : 'Choices are numbered from 1.'}
          hint="Of requests with several answers"
          onChange={({ target }) => setChoice(target.value)}
        />
      )}
      {problem !== null && format === 'csv' && (
        <p role="alert" className="mt-2 text-xs text-danger-ink">
          {problem}
        </p>
      )}
      {exporting.isError && (
        <QueryError className="mt-3" title="Nothing was exported" error={exporting.error} />
      )}
    </Dialog>
  );
}

type ColumnsProps = {
  connection: Connection;
  chosen: readonly string[];
  onChange: (columns: string[]) => void;
};

function Columns({ connection, chosen, onChange }: ColumnsProps) {
  const { data: facets } = useQuery(completionQueries(connection).facets([]));
  const keys = (facets?.metadata ?? []).map(({ key }) => [`metadata.${key}`, key] as const);
  const all: (readonly [name: string, label: string])[] = [...CSV_COLUMNS, ...keys];
  return (
    <fieldset className="mt-3">
      <legend className="mb-1 text-xs font-medium text-ink-2">Columns</legend>
      <div className="grid grid-cols-2 gap-x-4">
        {all.map(([name, label]) => (
          <Checkbox
            key={name}
            label={<span className="break-all">{label}</span>}
            checked={chosen.includes(name)}
            onChange={({ target }) =>
              // In the order that they are listed in, whatever the order of the clicks.
              onChange(
                all
                  .map(([id]) => id)
                  .filter((id) => (id === name ? target.checked : chosen.includes(id))),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

const SORT_TEXTS: Record<ExportOrder['sort'], Record<ExportOrder['order'], string>> = {
  created: { desc: 'newest first', asc: 'oldest first' },
  tokens: { desc: 'most tokens first', asc: 'fewest tokens first' },
  latency: { desc: 'slowest first', asc: 'fastest first' },
  cost: { desc: 'most expensive first', asc: 'cheapest first' },
};

function orderText(sorting: ExportOrder | undefined): string {
  if (!sorting) return 'oldest first';
  return `${SORT_TEXTS[sorting.sort][sorting.order]} as in the table`;
}

/** As a click on a link would: the browser writes to disk what comes in. */
function download(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
}
