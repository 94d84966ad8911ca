const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A day such as `2026-11-09`, with its year unless that is this one. */
export function dayWords(day: string | null, now = new Date()): string {
  const date = new Date(`${day ?? ''}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day ?? '';
  return (date.getUTCFullYear() === now.getUTCFullYear() ? DAY : DAY_OF_YEAR).format(date);
}
