type Limiter = <Result>(task: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>;

/** Runs at most so many tasks at a time, the others in turn; one whose signal aborts while waiting never starts. */
export function createLimiter(limit: number): Limiter {
  let running = 0;
  const waiting: (() => void)[] = [];

  return async (task, signal) => {
    if (running < limit) running += 1;
    // Whoever ends hands its place over: nobody who comes later can take it first.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      signal?.throwIfAborted();
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
