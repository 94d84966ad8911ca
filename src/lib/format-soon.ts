import { formatDay, formatTime } from '@/lib/format';

/** Unix seconds to come as `Today 3:00 AM`, `Tomorrow 3:00 AM` and beyond as the day, in the reader's time zone. */
export function formatSoon(seconds: number): string {
  const at = new Date(seconds * 1000).toDateString();
  const day = new Date();
  if (at === day.toDateString()) return `Today ${formatTime(seconds)}`;
  day.setDate(day.getDate() + 1);
  return `${at === day.toDateString() ? 'Tomorrow' : formatDay(seconds)} ${formatTime(seconds)}`;
}
