/** So many bytes for all together; whoever finds too few left waits in line. */
export type Budget = {
  /** Resolves true once the bytes are taken, false when they were not free in time. */
  take(bytes: number): Promise<boolean>;
  give(bytes: number): void;
};

type Waiting = { bytes: number; go: (isTaken: boolean) => void };

/** `patience` in milliseconds. */
export function createBudget(total: number, patience: number): Budget {
  const line: Waiting[] = [];
  let free = total;

  function serve(): void {
    for (let [first] = line; first && first.bytes <= free; [first] = line) {
      line.shift();
      free -= first.bytes;
      first.go(true);
    }
  }

  return {
    async take(bytes) {
      if (line.length === 0 && bytes <= free) {
        free -= bytes;
        return true;
      }
      return new Promise((resolve) => {
        const waiting: Waiting = { bytes, go };
        const timer = setTimeout(() => {
          line.splice(line.indexOf(waiting), 1);
          go(false);
          serve();
        }, patience);
        function go(isTaken: boolean): void {
          clearTimeout(timer);
          resolve(isTaken);
        }
        line.push(waiting);
      });
    },
    give(bytes) {
      free += bytes;
      serve();
    },
  };
}
