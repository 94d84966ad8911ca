import { expect, it } from 'vitest';
import { ownParameters } from './own-parameters';

it.each<[string, unknown[], readonly string[] | null]>([
  ['http://192.168.1.5:8080/v1', ['llamacpp'], ['top_k', 'min_p', 'typical_p', 'repeat_penalty']],
  ['https://gpu.example/v1', ['vllm'], ['top_k', 'min_p', 'repetition_penalty']],
  ['http://127.0.0.1:11434/v1', ['library'], []],
  ['http://127.0.0.1:1234/v1', ['organization_owner'], ['top_k', 'repeat_penalty']],
  ['https://openrouter.ai/api/v1', [], ['top_k', 'min_p', 'repetition_penalty']],
  ['https://api.openai.com/v1', ['system'], []],
  ['https://mine.openai.azure.com/openai/v1', [], []],
  ['https://api.together.xyz/v1', [undefined, 7], ['top_k', 'min_p', 'repetition_penalty']],
  // The end of a name is not the name.
  ['https://notopenai.com/v1', [], null],
  ['https://openai.com.example/v1', [], null],
  ['https://gateway.example/v1', ['constructor', '__proto__'], null],
  ['http://127.0.0.1:9999/v1', [], null],
  ['/v1', [], null],
])('%s with models of %j takes %j', (baseUrl, owners, taken) => {
  expect(ownParameters(baseUrl, owners)).toEqual(taken);
});
