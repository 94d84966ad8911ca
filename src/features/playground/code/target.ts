import type { CodeVariable } from './variables-in-code';

/** A request, and where it goes. */
export type Target = {
  /** Absolute, without a slash at its end. */
  baseUrl: string;
  /** Texts may hold marks in the place of variables. */
  body: object;
  variables: readonly CodeVariable[];
  /** Whether the answer comes as events. */
  isStreamed: boolean;
};
