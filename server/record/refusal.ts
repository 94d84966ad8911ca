import { isObject } from '#contract/json';
import { type ProviderError, readErrorText } from '#contract/provider-error';

/** What a refusal of a provider says. */
export type Refusal = {
  /** Its own body where that is short and has OpenAI's form. */
  body: string | null;
  /** Its words, whatever their form. */
  error: ProviderError | null;
  /** It may be about nothing but the usage that we asked for. */
  isAboutUsage: boolean;
};

/** UTF-16 units. A longer refusal is shortened to its words. */
const LONGEST_BODY = 65_536;

export function readRefusal(bytes: Buffer): Refusal {
  const text = new TextDecoder().decode(bytes);
  return {
    body: text.length <= LONGEST_BODY && hasError(text) ? text : null,
    error: readErrorText(text),
    isAboutUsage: text.includes('stream_options'),
  };
}

function hasError(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && isObject(value['error']);
  } catch {
    return false;
  }
}
