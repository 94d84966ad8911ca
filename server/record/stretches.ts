import { shared, type SharedText } from '../json/text';

/** Chunks of an answer in the order in which they came, as JSON texts of arrays of them. */
export type Stretches = {
  /** `text`: of one chunk. */
  add(text: string): void;
  addStretch(stretch: SharedText): void;
  isEmpty(): boolean;
  all(): SharedText[];
  /** The same, which are here no more. */
  take(): SharedText[];
  /** Before what has come since. */
  putBack(stretches: readonly SharedText[]): void;
};

/** UTF-16 units: hundreds of thousands of texts, handed to another thread one by one, would hold everybody up. */
const MOST = 1024 * 1024;

export function createStretches(): Stretches {
  let whole: SharedText[] = [];
  let open: string[] = [];
  let length = 0;
  const close = () => {
    if (open.length > 0) whole.push(shared(`[${open.join(',')}]`));
    open = [];
    length = 0;
  };
  const all = () => {
    close();
    return [...whole];
  };
  return {
    add(text) {
      open.push(text);
      length += text.length;
      if (length >= MOST) close();
    },
    addStretch(stretch) {
      close();
      whole.push(stretch);
    },
    isEmpty: () => whole.length + open.length === 0,
    all,
    take() {
      const taken = all();
      whole = [];
      return taken;
    },
    putBack: (stretches) => (whole = [...stretches, ...whole]),
  };
}
