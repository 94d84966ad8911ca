#!/usr/bin/env node
// What `npx chatkeep` starts: the built server, with its data in the user's own folder.
import '../scripts/node-version.mjs';

const { run } = await import('../dist/server/run.js');
await run(process.argv.slice(2));
