/**
 * How many cases of its kind a test tries: fewer every day, all of them where CHATKEEP_LONG is set, as `npm run test:long`
 * does.
 */
export function often(everyDay: number, inFull: number): number {
  return process.env['CHATKEEP_LONG'] ? inFull : everyDay;
}
