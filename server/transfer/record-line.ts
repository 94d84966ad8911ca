import { jsonLine } from '#contract/json-lines';
import { smallMembers } from '../store/columns';
import type { CompletionRecord } from '../store/records';

/** `object` and `v` of a record: a later version that reads differently gets another number. */
export const RECORD = { object: 'chatkeep.record', v: 1 } as const;

/**
 * One line that holds everything stored of a completion. Bodies are spliced in as they are stored, so that no number,
 * escape or space changes.
 */
export function recordLine(record: CompletionRecord): string {
  const { k, ...small } = smallMembers(record);
  const head = JSON.stringify({
    ...RECORD,
    id: record.id,
    position: k,
    ...small,
  });
  const { request, messages, body } = record;
  return jsonLine(
    `${head.slice(0, -1)},"request":${request},"messages":${messages},"completion":${body}}`,
  );
}
