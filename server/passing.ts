/**
 * A Map for what comes and goes with every request. When its entries have come and gone for a while V8 makes a Map a new
 * table, to which the old one points. An old table that lives on, needed by nobody, until all memory is looked through
 * keeps the next one alive, and so on, each with all who stood in it: every request would be collected late, at many
 * times the cost. Here that is an empty box.
 */
export class Passing<Key extends string | number, Value> {
  readonly #boxes = new Map<Key, { value: Value | null }>();

  get size(): number {
    return this.#boxes.size;
  }

  get(key: Key): Value | null {
    return this.#boxes.get(key)?.value ?? null;
  }

  set(key: Key, value: Value): void {
    this.delete(key);
    this.#boxes.set(key, { value });
  }

  /** What stood there, if anything did. */
  delete(key: Key): Value | null {
    const box = this.#boxes.get(key);
    if (!box) return null;
    const { value } = box;
    box.value = null;
    this.#boxes.delete(key);
    return value;
  }

  /** In the order in which they came. What comes or goes meanwhile may be among them or not. */
  *values(): Generator<Value> {
    for (const { value } of this.#boxes.values()) if (value !== null) yield value;
  }
}
