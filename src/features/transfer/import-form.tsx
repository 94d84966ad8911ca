import { useMutation, useQuery } from '@tanstack/react-query';
import FileUp from 'lucide-react/icons/file-up';
import Upload from 'lucide-react/icons/upload';
import { type DragEvent, type RefObject, useRef, useState } from 'react';
import { importJobId } from '@/api/imports';
import { completionsText } from '@/components/jobs/job-text';
import { QueryError } from '@/components/query-error';
import { formatBytes } from '@/lib/format';
import { useLack } from '@/queries/access';
import { bringIn } from '@/queries/import-queries';
import { jobQueries } from '@/queries/job-queries';
import { Button } from '@/ui/button';
import { Progress } from '@/ui/progress';
import { Segmented } from '@/ui/segmented';
import { ImportOutcome, linesText } from './import-outcome';

const DUPLICATES = [
  { value: 'skip', label: 'Keep what is here' },
  { value: 'replace', label: 'Take the file’s' },
] as const;

/** Brings completions in from a file: picked, or dropped anywhere on the box. */
export function ImportForm() {
  const [file, setFile] = useState<File | null>(null);
  const [duplicates, setDuplicates] = useState<'skip' | 'replace'>('skip');
  const [job, setJob] = useState(importJobId);
  const [aborting, setAborting] = useState(() => new AbortController());
  const importing = useMutation(bringIn());
  const lack = useLack('write');
  const picker = useRef<HTMLInputElement>(null);

  function choose(chosen: File | undefined) {
    if (!chosen || importing.isPending) return;
    importing.reset();
    setFile(chosen);
  }

  function start() {
    if (!file || lack !== null) return;
    const id = importJobId();
    const next = new AbortController();
    setAborting(next);
    setJob(id);
    importing.mutate({ file, duplicates, job: id, signal: next.signal });
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    choose(event.dataTransfer.files[0]);
  }

  return (
    <section
      aria-labelledby="import"
      className="border-b border-line px-5 py-4 lg:border-e lg:border-b-0"
    >
      <Head isBusy={importing.isPending} onAnother={file ? () => picker.current?.click() : null} />
      <p className="mt-1 max-w-2xl text-sm text-ink-2">
        Records of this server, <code>chat.completion</code> objects or saved pages of them, outputs
        of batches, or fine-tuning examples (OpenAI’s, preference pairs, ShareGPT): one a line, or
        all in one list. Ids are kept. What cannot be read is listed; the rest is stored.
      </p>
      {lack !== null && <p className="mt-2 text-sm text-warning-ink">{lack}.</p>}
      <div
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
        className="mt-3 rounded-xl border border-dashed border-control p-4"
      >
        <FilePicker input={picker} file={file} onChoose={choose} isBusy={importing.isPending} />
        {file && (
          <div className="mt-4 flex flex-wrap items-center gap-3">
            <Segmented
              label="Completions that are here already"
              options={DUPLICATES}
              value={duplicates}
              onChange={setDuplicates}
            />
            {importing.isPending ? (
              // Of the same kind as Import: the button stays, with its focus.
              <Button notNow={null} onClick={() => aborting.abort()}>
                Stop
              </Button>
            ) : (
              <Button variant="primary" notNow={lack} onClick={start}>
                Import {formatBytes(file.size)}
              </Button>
            )}
          </div>
        )}
        {file && importing.isPending && <Following job={job} size={file.size} />}
        {importing.isError && (
          <BrokenOff isStopped={aborting.signal.aborted} error={importing.error} onRetry={start} />
        )}
        {importing.isSuccess && (
          <ImportOutcome
            key={importing.data.job}
            file={importing.variables.file}
            duplicates={importing.variables.duplicates}
            result={importing.data}
          />
        )}
      </div>
    </section>
  );
}

function Head({ isBusy, onAnother }: { isBusy: boolean; onAnother: (() => void) | null }) {
  return (
    <header className="flex min-h-8 items-center gap-2">
      <h2 id="import" className="text-sm font-semibold">
        Import
      </h2>
      <p className="text-sm text-ink-3">JSONL or JSON</p>
      {onAnother && (
        <Button size="sm" className="ms-auto" disabled={isBusy} onClick={onAnother}>
          <Upload aria-hidden className="size-4" />
          Another file
        </Button>
      )}
    </header>
  );
}

type BrokenProps = { isStopped: boolean; error: Error; onRetry: () => void };

function BrokenOff({ isStopped, error, onRetry }: BrokenProps) {
  if (isStopped) {
    return (
      <output className="mt-3 block text-sm">
        Stopped. What had arrived is stored. You can import the same file again.
      </output>
    );
  }
  return (
    <QueryError
      className="mt-3"
      title="The import did not finish"
      error={error}
      onRetry={onRetry}
    />
  );
}

type PickerProps = {
  input: RefObject<HTMLInputElement | null>;
  file: File | null;
  isBusy: boolean;
  onChoose: (file?: File) => void;
};

function FilePicker({ input, file, isBusy, onChoose }: PickerProps) {
  return (
    <label className="flex cursor-pointer items-center gap-3 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent-ink">
      <FileUp aria-hidden className="size-5 text-ink-3" />
      <span className="min-w-0 flex-1 truncate">
        {file ? `${file.name}, ${formatBytes(file.size)}` : 'Choose a file, or drop it here'}
      </span>
      <input
        ref={input}
        type="file"
        aria-label="File to import"
        accept=".jsonl,.ndjson,.json,.txt"
        disabled={isBusy}
        className="sr-only"
        onChange={({ target }) => {
          onChoose(target.files?.[0]);
          // The same file can be chosen again after it was mended.
          target.value = '';
        }}
      />
    </label>
  );
}

/** How far the server is; it knows the bytes, and only at the end how many lines they hold. */
function Following({ job: id, size }: { job: string; size: number }) {
  const { data: job } = useQuery({ ...jobQueries.one(id), retry: true, retryDelay: 300 });
  return (
    <div className="mt-4">
      <Progress label="Imported" value={job?.bytes ?? 0} max={size} />
      <p className="mt-1 text-xs text-ink-3 tabular-nums">
        {formatBytes(job?.bytes ?? 0)} of {formatBytes(size)}
        {job && ` · ${completionsText(job.counts.changed)} stored`}
        {job && job.counts.failed > 0 && ` · ${linesText(job.counts.failed)} not readable`}
      </p>
    </div>
  );
}
