import { useQuery } from '@tanstack/react-query';
import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { useState } from 'react';
import type { Connection } from '@/api/connection';
import { type Filter, secondOf } from '#contract/filter';
import type { TimeRange } from '@/lib/typed-time';
import { seriesQuery } from '@/queries/series-query';
import { cx } from '@/ui/cx';
import { IconButton } from '@/ui/icon-button';
import { createdFilters } from './tokens';

const MONTH = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' });
const DAY = new Intl.DateTimeFormat('en', { dateStyle: 'full' });
const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const HOUR = 3_600;

type Props = {
  connection: Connection;
  range: TimeRange;
  others: readonly Filter[];
  now: Date;
  onTake: (range: TimeRange) => void;
};

/** The days of a month with how much each has; a click takes a day, with Shift all from the one that was clicked before. */
export function CreatedCalendar({ connection, range, others, now, onTake }: Props) {
  const [month, setMonth] = useState(() => firstMonth(range, now));
  const days = daysOf(month);
  const counts = useDayCounts(connection, others, month);
  const most = Math.max(1, ...counts.values());
  const step = (by: number) => setMonth(new Date(month.getFullYear(), month.getMonth() + by, 1));
  return (
    <section
      aria-label="Calendar"
      className="shrink-0 border-line p-3 max-md:border-t md:w-64 md:border-s"
    >
      <div className="mb-1 flex items-center">
        <h2 className="flex-1 text-sm font-semibold" aria-live="polite">
          {MONTH.format(month)}
        </h2>
        <IconButton label="Month before" size="iconSm" onClick={() => step(-1)}>
          <ChevronLeft aria-hidden className="size-4" />
        </IconButton>
        <IconButton label="Month after" size="iconSm" onClick={() => step(1)}>
          <ChevronRight aria-hidden className="size-4" />
        </IconButton>
      </div>
      <div className="grid grid-cols-7 text-center text-xs tabular-nums">
        {WEEKDAYS.map((name) => (
          <span key={name} aria-hidden className="py-1 text-ink-3">
            {name}
          </span>
        ))}
        {days.map((day) => (
          <DayButton
            key={day.getTime()}
            day={day}
            isOther={day.getMonth() !== month.getMonth()}
            isToday={day.toDateString() === now.toDateString()}
            isIn={isWithin(day, range, now)}
            share={(counts.get(day.toDateString()) ?? 0) / most}
            onTake={(isLast) => onTake(rangeWith(day, range, isLast, now))}
          />
        ))}
      </div>
      <p className="mt-2 text-xs text-ink-3">A day, or with Shift all days up to it.</p>
    </section>
  );
}

type DayProps = {
  day: Date;
  isOther: boolean;
  isToday: boolean;
  isIn: boolean;
  /** Of the fullest day. */
  share: number;
  onTake: (isLast: boolean) => void;
};

function DayButton({ day, isOther, isToday, isIn, share, onTake }: DayProps) {
  return (
    <button
      type="button"
      aria-label={DAY.format(day)}
      aria-pressed={isIn}
      onClick={({ shiftKey }) => onTake(shiftKey)}
      className={cx(
        'relative flex h-8 flex-col items-center pt-0.5 hover:bg-hover',
        isOther && 'text-ink-3',
        isIn && 'bg-accent-soft',
        isToday && 'font-semibold underline underline-offset-2',
      )}
    >
      {day.getDate()}
      {share > 0 && (
        <span
          aria-hidden
          className={cx('absolute bottom-1 w-3', isIn ? 'bg-accent' : 'bg-series-rest')}
          // A height that comes from a count is no class.
          style={{ height: `${Math.max(1, Math.round(share * 8))}px` }}
        />
      )}
    </button>
  );
}

/** By the day in the reader's time zone; hours are summed, since the server's own days are those of UTC. */
function useDayCounts(connection: Connection, others: readonly Filter[], month: Date) {
  const next = new Date(month.getFullYear(), month.getMonth() + 1, 1);
  const range = { after: seconds(month), before: seconds(next) };
  const filters = [...others, ...createdFilters(range)];
  const { data } = useQuery(seriesQuery(connection, filters, { bucket: HOUR }));
  const counts = new Map<string, number>();
  for (const { t, count } of data?.series.flatMap(({ points }) => points) ?? []) {
    const day = new Date(t * 1000).toDateString();
    counts.set(day, (counts.get(day) ?? 0) + count);
  }
  return counts;
}

function firstMonth({ after, before }: TimeRange, now: Date): Date {
  const end = before === undefined ? now.getTime() : secondOf(before, now.getTime()) * 1000 - 1;
  const shown = new Date(after === undefined && before === undefined ? now : end);
  return new Date(shown.getFullYear(), shown.getMonth(), 1);
}

/** Six weeks, so that the calendar keeps its height. */
function daysOf(month: Date): Date[] {
  const before = (month.getDay() + 6) % 7;
  const [year, index] = [month.getFullYear(), month.getMonth()];
  return Array.from({ length: 42 }, (_, at) => new Date(year, index, 1 - before + at));
}

function nextDay(day: Date): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1);
}

function isWithin(day: Date, { after, before }: TimeRange, now: Date): boolean {
  if (after === undefined && before === undefined) return false;
  const at = (end: string | undefined, open: number) =>
    end === undefined ? open : secondOf(end, now.getTime()) * 1000;
  return nextDay(day).getTime() > at(after, 0) && day.getTime() < at(before, now.getTime());
}

/** That day, or up to it from where the range begins. */
function rangeWith(day: Date, { after }: TimeRange, isLast: boolean, now: Date): TimeRange {
  const start = after === undefined ? undefined : secondOf(after, now.getTime());
  const from = isLast && start !== undefined && start * 1000 < day.getTime() ? start : null;
  return { after: from === null ? seconds(day) : String(from), before: seconds(nextDay(day)) };
}

function seconds(date: Date): string {
  return String(Math.floor(date.getTime() / 1000));
}
