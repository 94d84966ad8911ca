import { createRequire } from 'node:module';
import { join } from 'node:path';

// `node llms-peer.mjs <folder of node_modules> <base URL of the provider> <port>` starts @musistudio/llms.
const [folder, provider, port] = process.argv.slice(2);
const { default: Server } = createRequire(join(folder, 'any.js'))('@musistudio/llms');
const stub = {
  name: 'stub',
  api_base_url: `${provider}/chat/completions`,
  api_key: 'none',
  models: ['unary'],
};
const server = new Server({
  logger: false,
  initialConfig: { providers: [stub], HOST: '127.0.0.1', PORT: Number(port) },
});
await server.start();
console.log(`http://127.0.0.1:${port}/v1`);
