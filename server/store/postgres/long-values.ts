import type { BindConfig, Connection } from 'pg';
import { LONG } from '../../json/text';

/**
 * Long values go to the connection as they lie in memory: the driver would copy each into one message, two or three
 * times in one turn, which holds everybody up for tens of milliseconds.
 */
export function sendLongValuesAsTheyAre(connection: Connection): void {
  const bind = connection.bind.bind(connection);
  connection.bind = (config, more) => {
    if (!config?.values?.some(isLong)) return bind(config, more);
    for (const piece of bindMessage(config)) connection.stream.write(piece);
  };
}

function isLong(value: unknown): boolean {
  return value instanceof Uint8Array && value.length > LONG;
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html, Bind; in pieces. */
function bindMessage(config: BindConfig): Buffer[] {
  const { portal = '', statement = '', values = [], binary, valueMapper } = config;
  const mapped = values.map(
    (value, at) => (valueMapper?.(value, at) ?? null) as string | Buffer | null,
  );
  const pieces: Buffer[] = [
    Buffer.from(`${portal}\0${statement}\0`),
    int16(mapped.length),
    ...mapped.map((value) => int16(Buffer.isBuffer(value) ? BINARY : TEXT)),
    int16(mapped.length),
  ];
  for (const value of mapped) {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    pieces.push(int32(bytes?.length ?? NULL), bytes ?? Buffer.alloc(0));
  }
  pieces.push(int16(1), int16(binary ? BINARY : TEXT));
  const size = pieces.reduce((sum, { length }) => sum + length, SIZE);
  return together([Buffer.from('B'), int32(size), ...pieces]);
}

const [TEXT, BINARY] = [0, 1];
const NULL = -1;
/** In bytes, of the message's own length. */
const SIZE = 4;

/** Short ones next to each other become one. */
function together(pieces: readonly Buffer[]): Buffer[] {
  const result: Buffer[] = [];
  let short: Buffer[] = [];
  for (const piece of pieces) {
    if (piece.length <= LONG) short.push(piece);
    else {
      result.push(Buffer.concat(short), piece);
      short = [];
    }
  }
  return [...result, Buffer.concat(short)];
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
