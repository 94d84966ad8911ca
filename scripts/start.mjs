// `npm start`, and `npm run backup`, `restore` and the other commands: as `chatkeep`, with data and relative paths in
// this folder. Starts build what is not built or older than its sources; the rest must not take the files of a server
// away that runs. package.json runs it with exec, so that a signal to npm is one to the server: a shell between them
// would end alone, and leave the server running with its port and its database.
import './node-version.mjs';
import { fileURLToPath } from 'node:url';
import { buildIfMissing, buildIfStale } from './built.mjs';

// From where the command was given, when it was not npm that started this.
const here = process.env.INIT_CWD ?? process.cwd();
const base = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
process.chdir(base);
await (/^[a-z]/.test(args[0] ?? '') ? buildIfMissing() : buildIfStale());
const { run } = await import('../dist/server/run.js');
await run(args, { here, base, data: 'data' });
