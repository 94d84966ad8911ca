/** Bytes that a log begins with, and what it begins with: see https://sqlite.org/walformat.html. */
export const LOG_HEADER = 32;
const MAGIC = new Set([0x377f0682, 0x377f0683]);

/** Whether SQLite reads what follows such a beginning. */
export function isLogHeader(header: Buffer): boolean {
  return MAGIC.has(header.readUInt32BE(0));
}
