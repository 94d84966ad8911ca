import type { CompletionRecord } from '../store/records';
import { chatLine } from './chat-line';
import { csvHeader, recordCsv } from './csv';
import { recordLine } from './record-line';

/** `chat`: a fine-tuning file, made of the answer of one choice. */
export type Format =
  | { name: 'jsonl' }
  | { name: 'csv'; columns: readonly string[] }
  | { name: 'chat'; choice: number };

/** A completion that is not in the file, and why. */
export type LeftOut = { id: string; reason: string };

export type Written = { bytes: Uint8Array; written: number; leftOut: LeftOut[] };

export function headerOf(format: Format): string {
  return format.name === 'csv' ? csvHeader(format.columns) : '';
}

/** Part of a file, in the order of the records. */
export function write(format: Format, records: readonly CompletionRecord[]): Written {
  const leftOut: LeftOut[] = [];
  const lines: string[] = [];
  for (const record of records) {
    const made = lineOf(format, record);
    if ('line' in made) lines.push(made.line);
    else leftOut.push({ id: record.id, reason: made.reason });
  }
  return { bytes: Buffer.from(lines.join('')), written: lines.length, leftOut };
}

function lineOf(format: Format, record: CompletionRecord): { line: string } | { reason: string } {
  if (format.name === 'csv') return { line: recordCsv(record, format.columns) };
  // What it will be is not known yet, and half of it would be taken for the whole.
  if (record.state === 'running') return { reason: 'the answer is still being generated' };
  if (format.name === 'jsonl') return { line: `${recordLine(record)}\n` };
  const made = chatLine(record, format.choice);
  return 'line' in made ? { line: `${made.line}\n` } : made;
}
