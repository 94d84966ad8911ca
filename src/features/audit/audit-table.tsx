import CalendarClock from 'lucide-react/icons/calendar-clock';
import KeyRound from 'lucide-react/icons/key-round';
import type { ReactNode } from 'react';
import { UNNAMED } from '#contract/audit-words';
import type { AuditEntry } from '#contract/wire/audit';
import { formatDateTime, formatDay, formatDayHead, formatTime } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { useNow } from '@/ui/use-now';
import { auditSentence, isByItself, whoDid } from './audit-text';

/** Lines of the log, by the reader's days. */
export function AuditTable({ rows }: { rows: readonly AuditEntry[] }) {
  const now = useNow();
  return (
    <table className="w-full text-left text-sm">
      <caption className="sr-only">Audit log</caption>
      <thead className="sr-only">
        <tr>
          {['When', 'What', 'From'].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {byDay(rows).map(([day, [first, ...others]]) => (
        <tbody key={day}>
          <tr>
            <th
              colSpan={3}
              scope="rowgroup"
              className="border-b border-line px-5 pt-4 pb-2 text-xs font-medium text-ink-3"
            >
              {formatDayHead(first.at, now)}
            </th>
          </tr>
          {[first, ...others].map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** Each day once, as clocks of several servers differ. */
function byDay(rows: readonly AuditEntry[]) {
  const days = new Map<string, [AuditEntry, ...AuditEntry[]]>();
  for (const entry of rows) {
    const day = formatDay(entry.at);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { at, origin, subject } = entry;
  const sentence = auditSentence(entry);
  return (
    <tr className="hover:bg-hover">
      <td className="w-24 border-b max-sm:w-20 border-line py-2 ps-5 pe-2 align-baseline whitespace-nowrap text-ink-3 tabular-nums">
        <time title={formatDateTime(at)}>{formatTime(at)}</time>
      </td>
      <td className="border-b border-line px-2 py-2">
        <div className="flex items-start gap-3">
          <Mark of={entry} />
          <p className="min-w-0">
            <span dir="auto" className="wrap-anywhere">
              <b className="font-medium">{shownText(whoDid(entry))}</b>{' '}
              {shownText(sentence.charAt(0).toLowerCase() + sentence.slice(1))}
            </span>
            {subject !== null && (
              // Its gap is on the side of the sentence, whichever way the name goes.
              <span className="ms-2 font-mono text-xs wrap-anywhere text-ink-3 max-sm:ms-0 max-sm:block max-sm:w-0 max-sm:min-w-full max-sm:truncate">
                <bdi>{shownText(subject)}</bdi>
              </span>
            )}
          </p>
        </div>
      </td>
      <td className="w-40 border-b border-line py-2 ps-2 pe-5 text-right align-baseline text-xs wrap-anywhere text-ink-3 max-sm:w-24">
        {/* An address of four numbers stays on one line. */}
        <span className="inline-block min-w-19">{origin ?? '–'}</span>
      </td>
    </tr>
  );
}

/** For the eye, that finds the lines of one; the name stands beside it. */
function Mark({ of }: { of: AuditEntry }) {
  return (
    <span
      aria-hidden
      data-mark
      className="grid size-5 shrink-0 place-items-center overflow-hidden rounded-full bg-sunken text-[10px]/none font-semibold text-ink-2 inset-ring inset-ring-line-strong [&_svg]:size-3"
    >
      {markOf(of)}
    </span>
  );
}

function markOf(entry: AuditEntry): ReactNode {
  if (isByItself(entry)) return <CalendarClock />;
  const name = entry.actor ?? '';
  const [letter] = (!UNNAMED.has(name) && /[\p{L}\p{N}]/u.exec(name)) || [];
  return letter?.toLocaleUpperCase() ?? <KeyRound />;
}
