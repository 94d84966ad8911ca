import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/api/api-error';
import { clientFor, type Connection } from '@/api/connection';
import { completionsText } from '@/components/jobs/job-text';
import { formatNumber } from '@/lib/format';
import { showToast } from '@/ui/toast-store';
import { CSV_HEAD, type PlainFormat, plainLine } from './plain-lines';
import { openSink, type Sink } from './save-lines';

/** Read at a time: quick, and far from what such a server would refuse. */
const AT_ONCE = 4;

/** Reads completions one by one into a file; what is gone meanwhile is left out, and counted. */
export function usePlainExport(connection: Connection, ids: readonly string[], onDone: () => void) {
  const [done, setDone] = useState(0);
  const [stopping] = useState(() => new AbortController());

  const exporting = useMutation({
    mutationFn: async (format: PlainFormat) => {
      const sink = await openSink(`completions.${format}`);
      if (!sink) return null;
      try {
        const missing = await writeAll(sink, format);
        await sink.close();
        return missing;
      } catch (error) {
        await sink.abort();
        throw error;
      }
    },
    onSuccess: (missing) => {
      if (missing === null) return;
      showToast({
        title: `${completionsText(ids.length - missing)} exported`,
        tone: 'success',
        ...(missing > 0 && { detail: `${formatNumber(missing)} were gone already` }),
      });
      onDone();
    },
  });

  async function writeAll(sink: Sink, format: PlainFormat): Promise<number> {
    const client = clientFor(connection);
    const options = { signal: stopping.signal, maxRetries: 6 };
    let missing = 0;
    if (format === 'csv') await sink.write(CSV_HEAD);
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const lines = await Promise.all(
        ids.slice(at, at + AT_ONCE).map((id) =>
          plainLine(client, id, format, options).catch((error: unknown) => {
            if (!(error instanceof ApiError && error.isNotFound)) throw error;
            missing += 1;
            return '';
          }),
        ),
      );
      await sink.write(lines.join(''));
      setDone(Math.min(ids.length, at + AT_ONCE));
    }
    return missing;
  }

  return { exporting, done, stop: () => stopping.abort() };
}
