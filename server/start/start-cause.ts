import { failureCause, type FailureCause } from '../store/failure-cause';

/** Why a server cannot start, for whoever watches over it; the exit code says it to a program. */
export const EXIT_CODES = {
  /** The configuration, the port, or anything that has no code of its own. */
  other: 1,
  noServer: 10,
  wrongPassword: 11,
  noDatabase: 12,
  noPrivilege: 13,
  tls: 14,
  diskFull: 15,
  damaged: 16,
  newer: 17,
  inUse: 18,
  /** Writing or syncing fails. */
  diskFault: 19,
} as const satisfies Record<FailureCause | 'other', number>;

export type StartCause = keyof typeof EXIT_CODES;

/** The first cause that is known of an error or of what is below it. */
export function startCause(error: unknown): StartCause {
  return failureCause(error) ?? 'other';
}
