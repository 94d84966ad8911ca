import { deltaOf, saysSomething } from '#contract/fold/choice';
import { type JsonObject, objectsOf } from '#contract/json';

/**
 * Pieces of all choices that have come, about as many as tokens; how many came first, and when the first and the last
 * ones came (Unix milliseconds).
 */
export type Pace = { pieces: number; first: number; firstAt: number; lastAt: number };

/** What has come before, and one chunk more. What says nothing changes nothing. */
export function paceAfter(pace: Pace | null, chunk: JsonObject): Pace | null {
  const pieces = piecesOf(chunk);
  if (pieces === 0) return pace;
  const now = Date.now();
  if (!pace) return { pieces, first: pieces, firstAt: now, lastAt: now };
  return { ...pace, pieces: pace.pieces + pieces, lastAt: now };
}

/** Tokens a second since the first came; null while that says nothing. */
export function speedOf({ pieces, first, firstAt, lastAt }: Pace): number | null {
  const seconds = (lastAt - firstAt) / 1000;
  if (seconds < 1 || pieces === first) return null;
  return (pieces - first) / seconds;
}

/** A longer text is no single token; its length then says about how many it is. */
const LONGEST_TOKEN = 24;
const TOKEN_LENGTH = 4;

/** About how many tokens a chunk brings, over all choices: most providers send each by itself. */
function piecesOf({ choices }: JsonObject): number {
  return objectsOf(choices)
    .filter((choice) => saysSomething({ choices: [choice] }))
    .reduce((sum, choice) => sum + tokensOf(textIn(deltaOf(choice))), 0);
}

/** All texts within it, whatever the members are called: words, reasoning, arguments of calls; pictures are none. */
function textIn(value: unknown): number {
  if (typeof value === 'string') return value.startsWith('data:') ? 0 : value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, each) => sum + textIn(each), 0);
}

function tokensOf(length: number): number {
  return length > LONGEST_TOKEN ? Math.ceil(length / TOKEN_LENGTH) : 1;
}
