import { objectOr } from '../json';

/** Tokens of the prompt that were written to a cache, as gateways say it; null where nothing is said. */
export function cacheWriteTokens(completion: unknown): number | null {
  const { usage } = objectOr(completion);
  const details = objectOr(objectOr(usage)['prompt_tokens_details']);
  const said = [
    details['cache_write_tokens'],
    details['cache_creation_tokens'],
    objectOr(usage)['cache_creation_input_tokens'],
  ];
  const found = said.find((value) => typeof value === 'number' && value >= 0);
  return typeof found === 'number' ? found : null;
}
