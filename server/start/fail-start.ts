import { EXIT_CODES, startCause } from './start-cause';
import { startError } from './start-error';

/** Says why the server cannot start, and ends the process with the code of the cause. */
export function failStart(error: unknown): never {
  process.stderr.write(`Chatkeep cannot start. ${startError(error)}\n`);
  process.exit(EXIT_CODES[startCause(error)]);
}
