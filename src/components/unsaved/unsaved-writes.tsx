import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { useConnectionStore } from '@/components/connection-store';
import { connectionFor } from '@/components/jobs/use-browser-jobs';
import { formatCount } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import type { PairWrite } from '@/queries/pair-writes/pair-write';
import {
  discardWrite,
  retryWrites,
  startPairWrites,
  usePairWrites,
} from '@/queries/pair-writes/pair-writes';
import { Button } from '@/ui/button';
import { showToast } from '@/ui/toast-store';

const MOST_NAMED = 4;

/** What was asked for and has not arrived: by name, with the reason, and sent again by itself where that can help. */
export function UnsavedWrites() {
  const cache = useQueryClient();
  const writes = usePairWrites((state) => state.writes);
  const trouble = usePairWrites((state) => state.trouble);
  // The writes go on outside React, with the cache that they change.
  useEffect(() => {
    void startPairWrites({ connectionOf, cache });
  }, [cache]);
  const refused = writes.filter(({ refusal }) => refusal !== null);
  const waiting = writes.filter(({ refusal }) => refusal === null);
  const isWaiting = trouble !== null && waiting.length > 0;
  if (refused.length === 0 && !isWaiting) return null;
  return (
    <section
      aria-label="Not saved"
      className="max-h-48 space-y-2 scrolls-y border-b border-line bg-warning-soft px-5 py-2 text-xs text-ink"
    >
      {isWaiting && (
        <div className="flex items-start gap-2">
          <output className="block min-w-0 flex-1">
            <strong className="font-medium">
              {formatCount(waiting.length, 'change')} not saved yet
            </strong>
            , sent again by itself: <span>{trouble}</span>
            <span className="block text-ink-2">{named(waiting)}</span>
          </output>
          <Button size="sm" onClick={retryWrites}>
            Try now
          </Button>
        </div>
      )}
      {refused.length > 0 && (
        <ul className="space-y-1">
          {refused.map((write) => (
            <RefusedWrite key={write.n} write={write} />
          ))}
        </ul>
      )}
    </section>
  );
}

function RefusedWrite({ write }: { write: PairWrite }) {
  function discard() {
    const onAct = discardWrite(write);
    showToast({ title: `${textOf(write)} was given up`, action: { label: 'Undo', onAct } });
  }
  return (
    <li className="flex items-start gap-2">
      <p className="min-w-0 flex-1">
        <strong className="font-medium">
          Not saved: {textOf(write)} of “<bdi>{shownText(write.name)}</bdi>”
        </strong>
        <span className="block text-ink-2">{write.refusal}</span>
      </p>
      <Button size="sm" onClick={retryWrites}>
        Retry
      </Button>
      <Button size="sm" variant="ghost" onClick={discard}>
        Discard
      </Button>
    </li>
  );
}

function textOf({ key, value }: PairWrite): string {
  return value === null ? `removal of ${key}` : `${key}=${value}`;
}

function named(writes: readonly PairWrite[]): string {
  const names = writes.slice(0, MOST_NAMED).map((write) => `${textOf(write)} of “${write.name}”`);
  const more = writes.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Null for a server that needs a key which is not here. */
function connectionOf({ id, baseUrl, label }: PairWrite['source']): Connection | null {
  if (id === LOCAL_CONNECTION.id) return LOCAL_CONNECTION;
  const { direct } = useConnectionStore.getState();
  return connectionFor({ id, baseUrl, label }, direct);
}
