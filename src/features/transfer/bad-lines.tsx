import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportResult } from '#contract/wire/transfers';
import { importJobId } from '@/api/imports';
import { QueryError } from '@/components/query-error';
import { formatNumber } from '@/lib/format';
import { saveFile } from '@/lib/save-file';
import { shownText } from '@/lib/shown-text';
import { bringIn, importQueries } from '@/queries/import-queries';
import { Button } from '@/ui/button';
import { focusIfFree } from '@/ui/focus-if-free';
import { TextArea } from '@/ui/text-area';

type Failure = ImportResult['failures'][number];
type Props = { file: File; duplicates: 'skip' | 'replace'; result: ImportResult };

/** The lines of a file that could not be read, each with its repair: mended where it stands, and sent again. */
export function BadLines({ file, duplicates, result }: Props) {
  const { failures, job } = result;
  const single = failures.filter(({ last }) => last === undefined);
  const { data: texts = null } = useQuery(
    importQueries.lines(
      file,
      job,
      single.map(({ line }) => line),
    ),
  );
  const known = [...(texts?.values() ?? [])];
  return (
    <div className="mt-3 rounded-lg border border-line">
      {known.length > 0 && (
        <div className="flex items-center justify-end border-b border-line px-1.5 py-1">
          <Button
            size="sm"
            variant="ghost"
            onClick={() => saveFile(new Blob([known.join('\n')]), `left-out-${file.name}`)}
          >
            {known.length === 1 ? 'This line as a file' : 'These lines as a file'}
          </Button>
        </div>
      )}
      <div className="max-h-80 scrolls-y">
        <table className="w-full table-fixed text-left text-xs">
          <caption className="sr-only">Lines that could not be read</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Why</th>
              <th scope="col">Text</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {failures.map((failure, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- a line may be named twice, and the list never changes
              <BadLine key={at} {...{ failure, duplicates }} text={texts?.get(failure.line)} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

type LineProps = {
  failure: Failure;
  duplicates: Props['duplicates'];
  /** Undefined: it is not known, or too long. */
  text: string | undefined;
};

function BadLine({ failure: { line, last, reason }, duplicates, text }: LineProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const sending = useMutation(bringIn());
  const again = sending.data?.counts;
  const isIn = again !== undefined && again.failed === 0 && again.done > 0;
  const isEditing = draft !== null && !isIn;
  const why = sending.data?.failures[0]?.reason ?? reason;

  function send() {
    const file = new File([draft ?? ''], 'line.jsonl');
    const { signal } = new AbortController();
    sending.mutate({ file, duplicates, job: importJobId(), signal });
  }

  return (
    <>
      <tr className="align-top">
        <td className="w-20 px-3 py-2 whitespace-nowrap text-ink-3 tabular-nums">
          {formatNumber(line)}
          {last !== undefined && ` – ${formatNumber(last)}`}
        </td>
        <td className="px-1 py-2 break-words text-danger-ink">
          {isIn ? (
            <output tabIndex={-1} ref={focusIfFree} className="text-success-ink">
              {again.changed > 0 ? 'Fixed and stored' : 'Fixed; it was here already'}
            </output>
          ) : (
            why
          )}
        </td>
        <td className="px-2 py-1">
          <span className="flex items-center gap-2">
            <bdi className="min-w-0 flex-1 truncate font-mono text-ink-2">
              {shownText((draft ?? text ?? '').slice(0, 200))}
            </bdi>
            {text !== undefined && !isIn && (
              <Button
                size="sm"
                variant="ghost"
                aria-label={`Mend line ${line}`}
                aria-expanded={isEditing}
                onClick={() => setDraft(isEditing ? null : text)}
              >
                Mend
              </Button>
            )}
          </span>
        </td>
      </tr>
      {isEditing && (
        <tr>
          <td colSpan={3} className="px-3 pb-3">
            <TextArea
              mono
              label={`Line ${line}`}
              hideLabel
              rows={4}
              controlClassName="max-h-64"
              value={draft}
              onChange={({ target }) => setDraft(target.value)}
            />
            <span className="mt-2 flex gap-2">
              <Button size="sm" variant="primary" loading={sending.isPending} onClick={send}>
                Send it again
              </Button>
              <Button size="sm" variant="ghost" onClick={() => setDraft(null)}>
                Cancel
              </Button>
            </span>
            {sending.isError && (
              <QueryError className="mt-2" title="It was not sent" error={sending.error} />
            )}
          </td>
        </tr>
      )}
    </>
  );
}
