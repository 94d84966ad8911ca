import { run } from '../../command/run';

// The program `chatkeep` from its sources, in a process of its own.
await run(process.argv.slice(2));
