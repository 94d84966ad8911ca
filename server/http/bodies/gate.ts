export type Gate = <T>(act: () => Promise<T>) => Promise<T>;

/** Lets `most` act at once; the others wait in their order, and hold nothing meanwhile. */
export function createGate(most: number): Gate {
  const line: (() => void)[] = [];
  let free = most;
  return async (act) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => line.push(resolve));
    try {
      return await act();
    } finally {
      const next = line.shift();
      if (next) next();
      else free += 1;
    }
  };
}
