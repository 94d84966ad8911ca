/** One step of the keyboard or the mouse, as the WebDriver standard writes it; its keys beyond U+E000 are named there. */
export type KeyStep = { type: 'keyDown' | 'keyUp'; value: string };
type MouseStep =
  { type: 'pointerMove'; x: number; y: number } | { type: 'pointerDown' | 'pointerUp'; button: 0 };

/** The little that each engine has to give: all else is made of it, in reader.ts. Lengths are CSS pixels. */
export type Tab = {
  goto(url: string): Promise<void>;
  /** Runs a function that closes over nothing, in the page; arguments and result travel as JSON. */
  run<Args extends unknown[], Result>(
    inPage: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  keys(steps: KeyStep[]): Promise<void>;
  mouse(steps: MouseStep[]): Promise<void>;
  /** Of what is in view, as a PNG. */
  screenshot(): Promise<Buffer>;
  /** As a PDF, on A4; where the driver can. */
  print?(): Promise<Buffer>;
  /** The size of the page in its window. */
  resize(width: number, height: number): Promise<void>;
  /** The folder that its downloads come into. */
  downloads: string;
  /** What the page threw and which policies it broke, so far. */
  faults: string[];
};

/** A browser that has been started: to start one takes longer than most tests. */
export type Engine = {
  /** A tab, of which there is one at a time, that knows nothing of those before it. */
  open(): Promise<Tab>;
  /** Ends the page, and with it what it asks of its server. */
  leave(): Promise<void>;
  close(): Promise<void>;
};

/** Makes `run` of what an engine has: `evaluate` calls the function that `source` is with one text, and gives one back. */
export function runner(evaluate: (source: string, args: string) => Promise<string>): Tab['run'] {
  return async (inPage, ...args) => {
    const source = `async (args) => JSON.stringify({ value: await (${inPage.toString()})(...JSON.parse(args)) })`;
    // Whatever the function gives is JSON; nothing is JSON's undefined.
    return (JSON.parse(await evaluate(source, JSON.stringify(args))) as { value: never }).value;
  };
}
