import type { Config } from '../config';
import type { Start } from '../serve';
import type { Arguments } from './arguments';

/** What a command works with. */
export type Call = Omit<Arguments, 'command'> & {
  /** The folder in which the command was given: what relative files are meant from. */
  here: string;
  start: Start;
  /** Fails when the configuration is not valid. */
  config: () => Config;
};

/** Says what it did; rejects with what whoever called it should read. */
export type Command = (call: Call) => Promise<void>;
