import { expect, test } from 'vitest';
import { modelWords } from './model-words';

test.each([
  ['/srv/models/Qwen-3.gguf', 'Qwen-3.gguf'],
  ['local:/srv/models/Qwen-3.gguf', 'local:Qwen-3.gguf'],
  ['C:\\models\\Qwen-3.gguf', 'Qwen-3.gguf'],
  ['C:/models/Qwen-3.gguf', 'Qwen-3.gguf'],
  ['my-box:C:\\models\\Qwen-3.gguf', 'my-box:Qwen-3.gguf'],
  ['hub:meta-llama/Llama-3.3-70B', 'hub:meta-llama/Llama-3.3-70B'],
  ['llama3.2:1b', 'llama3.2:1b'],
  ['/', '/'],
  ['/models/', '/models/'],
  ['', ''],
])('%s is shown as %s', (model, words) => expect(modelWords(model)).toBe(words));
