// `npm run restore -- <file>`, also where only the packages of production are installed.
import './node-version.mjs';
import { fileURLToPath } from 'node:url';
import { buildIfMissing } from './built.mjs';

// From where the command was given, when it was not npm that started this.
process.env.INIT_CWD ??= process.cwd();
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await buildIfMissing();
await import('../dist/server/restore.js');
