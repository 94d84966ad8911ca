import { ApiError } from '@/api/api-error';
import { sleep } from '@/lib/sleep';

const AGAIN_MS = 2_000;

/**
 * Asks, and again as long as the provider says that it is loading the model: nothing was answered or paid for, and it
 * will be ready. No other refusal is asked again. Rejects with the signal's reason when it is aborted meanwhile.
 */
export async function whenLoaded<Result>(
  ask: () => Promise<Result>,
  onLoading: (tries: number) => void,
  signal: AbortSignal,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isLoading(error)) throw error;
      onLoading(tries);
      await sleep(AGAIN_MS, signal);
    }
  }
}

function isLoading(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.status === 503 &&
    saysLoading(`${error.code} ${error.message}`)
  );
}

/** As llama.cpp ("Loading model"), Hugging Face ("Model x is currently loading") and others say it. */
export function saysLoading(words: string): boolean {
  return /\bloading\b[^.]{0,60}\bmodel\b|\bmodel\b.{0,200}\bloading\b|model_loading/i.test(words);
}
