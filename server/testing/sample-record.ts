import { sampleDraft, sampleOutcome } from './store-suite/samples';
import type { EndedRecord } from '../store/records';

/** A record for tests. */
export function recordFrom(changes: Partial<EndedRecord> = {}): EndedRecord {
  return { ...sampleDraft(), ...sampleOutcome(), version: 1, ...changes };
}
