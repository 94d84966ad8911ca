import type { Examined } from './database';
import type { Finding } from './finding';

const topic = 'Clock';
/** Clocks of two machines are seldom closer; more than this makes tokens and times doubtful. In seconds. */
const TOLERANCE = 300;

/** The wall clock against that of the database and of the providers, and against the newest completion. In Unix seconds. */
export function lookAtClock(
  now: number,
  examined: Examined | null,
  others: ReadonlyMap<string, number>,
): Finding[] {
  const clocks = new Map(others);
  if (examined?.now != null) clocks.set('the database', examined.now);
  const off = [...clocks].filter(([, their]) => Math.abs(now - their) > TOLERANCE);
  const findings = off.map(([name, their]): Finding => ({
    topic,
    state: 'bad',
    says: `${Math.abs(now - their)} seconds ${now > their ? 'ahead of' : 'behind'} that of ${name}`,
    todo: 'Set the clock, best by a time service (NTP): rules that delete by age go by it.',
  }));
  if (examined?.newest != null && examined.newest - now > TOLERANCE)
    findings.push({
      topic,
      state: 'careful',
      says: `the newest completion was made ${examined.newest - now} seconds from now`,
      todo: 'Set the clock, or look at Retention in the dashboard, which waits for your word.',
    });
  if (findings.length > 0) return findings;
  const says = new Date(now * 1_000).toISOString().replace(/\.\d+Z$/, 'Z');
  return [{ topic, state: 'good', says: `${says}${agreeing([...clocks.keys()])}` }];
}

function agreeing(names: readonly string[]): string {
  return names.length === 0 ? '' : `, as ${names.join(', ')}`;
}
