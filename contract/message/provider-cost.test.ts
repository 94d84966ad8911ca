import { describe, expect, it } from 'vitest';
import { parse as parseExact } from 'lossless-json';
import { providerCost } from './provider-cost';

describe('the cost that a provider reports', () => {
  it.each([
    ['OpenRouter', '{"usage":{"cost":0.00042}}', 0.00042],
    ['nothing to pay', '{"usage":{"cost":0}}', 0],
    ['many digits', '{"usage":{"cost":0.00029775000000000005}}', 0.00029775000000000005],
    ['Perplexity', '{"usage":{"cost":{"input_tokens_cost":0.1,"total_cost":0.3}}}', 0.3],
    ['beside the choices', '{"cost":1.5e-5,"usage":{"prompt_tokens":1}}', 1.5e-5],
    ['as text', '{"cost":" 0.25 "}', 0.25],
    ['usage first', '{"cost":2,"usage":{"cost":1}}', 1],
  ])('is read: %s', (_, text, cost) => {
    expect(providerCost(JSON.parse(text))).toBe(cost);
    expect(providerCost(parseExact(text))).toBe(cost);
  });

  it.each(['null', '[]', '{}', '{"cost":-1}', '{"cost":"free"}', '{"cost":""}', '{"cost":true}'])(
    'is unknown: %s',
    (text) => expect(providerCost(JSON.parse(text))).toBeNull(),
  );
});
