// `npm start`: builds what is not built or older than its sources, then runs the server in this process. package.json
// starts it with exec, so that a signal to npm is one to the server: a shell between them would end alone, and leave
// the server running with its port and its database.
import './node-version.mjs';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './built.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await buildIfStale();
await import('../dist/server/main.js');
