import { setTimeout as wait } from 'node:timers/promises';

/** What all that is remembered may come to: some 50 MB. */
const MOST_ROWS = 400_000;

/** What was counted of a part of time, and how often its rows were written by then. */
export type Kept = { changes: number; rows: readonly unknown[] };

/** By the name of the part. */
type Answer = { parts: Map<string, Kept>; size: number };

/** Answers, part by part; those that nobody asked for longest are forgotten first. */
export class Memory {
  readonly #answers = new Map<string, Answer>();
  readonly #most: number;
  readonly #waiting = new Set<string>();
  /** Never rejects. */
  #work: Promise<unknown> = Promise.resolve();
  #size = 0;

  constructor(most = MOST_ROWS) {
    this.#most = most;
  }

  find(question: string, part: string, changes: number): readonly unknown[] | undefined {
    const answer = this.#answers.get(question);
    const kept = answer?.parts.get(part);
    return kept?.changes === changes ? kept.rows : undefined;
  }

  keep(question: string, part: string, kept: Kept): void {
    const answer = this.#answers.get(question) ?? { parts: new Map<string, Kept>(), size: 0 };
    const size = sizeOf(kept) - sizeOf(answer.parts.get(part));
    answer.parts.set(part, kept);
    answer.size += size;
    this.#size += size;
    this.touch(question, answer);
    for (const [oldest, { size: freed }] of this.#answers) {
      if (this.#size <= this.#most) break;
      this.#answers.delete(oldest);
      this.#size -= freed;
    }
  }

  /** Counts what a question had no time for, one step after the other. Half of the time is left to others. */
  later(question: string, steps: readonly (() => Promise<void>)[]): void {
    if (this.#waiting.has(question)) return;
    this.#waiting.add(question);
    const former = this.#work;
    this.#work = (async () => {
      await former;
      try {
        let tookMs = 0;
        for (const step of steps) {
          await wait(tookMs, undefined, { ref: false });
          const started = performance.now();
          await step();
          tookMs = performance.now() - started;
        }
      } catch {
        // Whoever asks next is told.
      } finally {
        this.#waiting.delete(question);
      }
    })();
  }

  /** Until nothing is left to be counted later. */
  idle(): Promise<unknown> {
    return this.#work;
  }

  /** It was asked for. */
  touch(question: string, answer = this.#answers.get(question)): void {
    if (!answer) return;
    this.#answers.delete(question);
    this.#answers.set(question, answer);
  }
}

const memories = new WeakMap<object, Memory>();

/** Of what was counted of one database over one of its connections, or a pool of them. */
export function memoryOf(database: object): Memory {
  let memory = memories.get(database);
  if (!memory) memories.set(database, (memory = new Memory()));
  return memory;
}

/** An empty part takes room, too. */
function sizeOf(kept: Kept | undefined): number {
  return kept ? kept.rows.length + 1 : 0;
}
