import type { Opening } from './inline-tree';

/** An opening that is not closed yet, with how much was there when it came. */
export type Waiting = {
  opening: Opening;
  name: string;
  href: string;
  /** Behind it, in the text, among the pieces and among the runs. */
  at: number;
  piece: number;
  runs: number;
};

/** Brackets and tags that wait for their other halves. What is closed takes with it all that began within it. */
export class Openings {
  private readonly brackets: Waiting[] = [];
  readonly tags: Waiting[] = [];
  /** How many of each name wait, so that none is looked for in vain. */
  private readonly counts = new Map<string, number>();

  addBracket(waiting: Waiting): void {
    this.brackets.push(waiting);
  }

  addTag(waiting: Waiting): void {
    this.tags.push(waiting);
    this.count(waiting.name, 1);
  }

  lastBracket(): Waiting | undefined {
    return this.brackets.pop();
  }

  lastTag(name: string): Waiting | undefined {
    if (!this.counts.get(name)) return undefined;
    let tag = this.popTag();
    while (tag && tag.name !== name) tag = this.popTag();
    return tag;
  }

  dropAfter({ piece }: Waiting): void {
    while ((this.tags.at(-1)?.piece ?? 0) > piece) this.popTag();
    while ((this.brackets.at(-1)?.piece ?? 0) > piece) this.brackets.pop();
  }

  private popTag(): Waiting | undefined {
    const tag = this.tags.pop();
    if (tag) this.count(tag.name, -1);
    return tag;
  }

  private count(name: string, by: number): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + by);
  }
}
