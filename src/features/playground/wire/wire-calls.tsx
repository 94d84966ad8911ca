import { useState } from 'react';
import type { ExchangeRecord } from '@/api/record-exchange';
import { formatBytes, formatDuration } from '@/lib/format';
import { Badge } from '@/ui/badge';
import { Segmented } from '@/ui/segmented';
import { usePlayground } from '../turns/playground-store';
import { recordOf } from './wire-log';
import { WireView } from './wire-view';

/** The calls of the open conversation, as they crossed the wire: one of them at a time, the last one first. */
export function WireCalls() {
  // What is shown changes as an answer begins and ends, not with each of its chunks.
  const ends = usePlayground(({ turns }) =>
    turns.map((turn) => (turn.kind === 'answer' ? `${turn.key} ${turn.run.state}` : '')).join(),
  );
  const records = ends.split(',').flatMap((end) => recordOf(end.split(' ')[0] ?? '') ?? []);
  const [chosen, setChosen] = useState<ExchangeRecord | null>(null);
  const at = chosen && records.includes(chosen) ? records.indexOf(chosen) : records.length - 1;
  const record = records[at];
  if (!record) {
    return (
      <p className="py-6 text-center text-sm text-ink-2">
        Nothing was sent from here on this visit. Run a message, and its bytes are shown here; they
        are kept in memory alone, for the last eight answers.
      </p>
    );
  }
  return (
    <div className="space-y-2 pt-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {records.length > 1 && (
          <Segmented
            label="Call"
            options={records.map((_, i) => ({ value: String(i), label: `Call ${i + 1}` }))}
            value={String(at)}
            onChange={(value) => setChosen(records[Number(value)] ?? null)}
          />
        )}
        <CallFacts record={record} />
      </div>
      <WireView key={`${at} ${ends}`} record={record} standard="events" />
    </div>
  );
}

function CallFacts({ record: { status, requestBody, pieces } }: { record: ExchangeRecord }) {
  const bytes = pieces.reduce((sum, piece) => sum + piece.bytes.length, 0);
  const out = formatBytes(new TextEncoder().encode(requestBody).length);
  const isWell = status !== null && status < 400;
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2 tabular-nums">
      <Badge tone={isWell ? 'success' : 'danger'}>{status ?? 'No answer'}</Badge>
      {formatDuration(Math.round(pieces.at(-1)?.ms ?? 0))}, {out} out, {formatBytes(bytes)} in
    </p>
  );
}
