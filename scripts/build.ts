import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, type LogLevel } from 'vite';

/** Builds dashboard and server, and compresses the dashboard once instead of at every request. */
const at = process.argv.indexOf('--logLevel');
const logLevel = (at === -1 ? 'info' : process.argv[at + 1]) as LogLevel;

await build({ logLevel });
compress('dist/web');
await build({ configFile: 'vite.server.config.ts', logLevel });

function compress(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) compress(path);
    else if (/\.(js|css|html|svg|json)$/.test(name)) {
      const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
      const content = readFileSync(path);
      writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
      // Browsers offer brotli over TLS and on loopback alone.
      writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    }
  }
}
