/** Told how many milliseconds something took, the commit of its transaction not counted. */
export type OnWorked = (ms: number) => void;

/** What came of work, and how many milliseconds it took. */
export type Timed<T> = { value: T; ms: number };

export function timed<T>(work: () => T): Timed<T> {
  const started = performance.now();
  return { value: work(), ms: performance.now() - started };
}

/** The same for work that waits. */
export async function tellingTime<T>(work: () => Promise<T>, onWorked?: OnWorked): Promise<T> {
  const started = performance.now();
  const value = await work();
  onWorked?.(performance.now() - started);
  return value;
}
