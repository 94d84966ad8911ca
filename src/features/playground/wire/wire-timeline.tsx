import Download from 'lucide-react/icons/download';
import { useMemo, useState } from 'react';
import type { ExchangeRecord } from '@/api/record-exchange';
import { formatDuration, formatNumber } from '@/lib/format';
import { saveFile } from '@/lib/save-file';
import { Button } from '@/ui/button';
import { CopyButton } from '@/ui/copy-button';
import { TextField } from '@/ui/text-field';
import { longestGap } from './turning-points';
import { WireStrip } from './wire-strip';
import { type WireEvent, wireEvents } from './wire-events';

const PAGE = 300;

/** Every event of a stream with the milliseconds since the request was sent. */
export function WireTimeline({ record }: { record: ExchangeRecord }) {
  // Thousands of events are parsed once, not at each typed letter.
  const events = useMemo(() => wireEvents(record), [record]);
  const [search, setSearch] = useState('');
  const [count, setCount] = useState(PAGE);
  const found = events.filter(({ data }) => data.includes(search));
  return (
    <>
      <WireStrip events={events} />
      <div className="flex items-end gap-2">
        <TextField
          label="Events with this text"
          type="search"
          className="flex-1"
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            setCount(PAGE);
          }}
        />
        <CopyButton text={() => asText(found)} label="Copy these events" />
        <Button
          onClick={() => saveFile(new Blob([asText(found)], { type: 'text/plain' }), 'events.txt')}
        >
          <Download aria-hidden className="size-4" /> Save
        </Button>
      </div>
      <output className="block text-xs text-ink-3">
        {formatNumber(found.length)} of {formatNumber(events.length)} events
        {events.length > 1 && `, longest gap ${formatDuration(Math.round(longestGap(events)))}`}
      </output>
      <ol
        aria-label="Events"
        className="divide-y divide-line rounded-lg border border-line font-mono text-xs"
      >
        {found.slice(0, count).map((event, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- events have no names, and their order is fixed
          <li key={at} className="flex gap-3 px-3 py-1">
            <span className="w-16 shrink-0 text-right text-ink-3 tabular-nums">
              {event.ms.toFixed(0)} ms
            </span>
            <span className="min-w-0 break-all whitespace-pre-wrap">
              {event.name !== null && <b className="font-medium">{event.name} </b>}
              {event.data}
            </span>
          </li>
        ))}
      </ol>
      {found.length > count && (
        <Button size="sm" onClick={() => setCount(count + PAGE)}>
          Show more
        </Button>
      )}
    </>
  );
}

function asText(events: readonly WireEvent[]): string {
  return events
    .map(({ ms, name, data }) => `${ms.toFixed(1)} ms\t${name ?? 'message'}\t${data}`)
    .join('\n');
}
