import { formatTokens } from '@/lib/format';

const encoder = new TextEncoder();
/** Most tokenizers need about one token for so many bytes of text, in most scripts. */
const BYTES = 4;

/** About how many tokens a text is; a model's own count differs by some. */
export function tokensIn(text: string): number {
  return Math.ceil(encoder.encode(text).length / BYTES);
}

/** "about 410 tokens": to two digits, since more would say more than is known. */
export function aboutTokens(text: string): string {
  const count = tokensIn(text);
  if (count === 1) return 'about 1 token';
  return `about ${formatTokens(Number(count.toPrecision(2)))} tokens`;
}
