import type { IncompleteReason } from '#contract/completion';

/** Why an exchange was cut from our side. */
export class Cut extends Error {
  readonly reason: IncompleteReason;
  constructor(reason: IncompleteReason) {
    super(reason);
    this.reason = reason;
  }
}
