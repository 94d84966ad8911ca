import { Duplex } from 'node:stream';
import { type BindConfig, Connection } from 'pg';
import { expect, it } from 'vitest';
import { LONG } from '../../json/text';
import { sendLongValuesAsTheyAre } from './long-values';

const long = Buffer.alloc(LONG + 1, 'é');

/** What a connection of the driver writes, as it is or as it is changed. */
function written(config: BindConfig, change: (connection: Connection) => void = () => {}) {
  const pieces: Buffer[] = [];
  const stream = new Duplex({
    read() {},
    write(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
  });
  const connection = new Connection({ stream: () => stream });
  change(connection);
  connection.bind({ valueMapper: (value: unknown) => value, ...config }, false);
  return pieces;
}

it.each<[string, (Buffer | string | null)[]]>([
  ['one long value', [long]],
  ['long ones among others', ['a', long, null, 'é😀', Buffer.from([0, 255]), long, '']],
  ['texts that are long', ['x'.repeat(LONG + 1), long]],
  ['none', []],
])('the message is the one of the driver: %s', (_, values) => {
  for (const rest of [{}, { portal: 'p', statement: 'sé', binary: 'yes' }]) {
    const config = { ...rest, values };
    const ours = Buffer.concat(written(config, sendLongValuesAsTheyAre));
    expect(ours.equals(Buffer.concat(written(config)))).toBe(true);
  }
});

it('long values are not copied', () => {
  const pieces = written({ values: ['a', long, 'b', long] }, sendLongValuesAsTheyAre);
  expect(pieces.filter((piece) => piece.buffer === long.buffer)).toHaveLength(2);
  expect(pieces).toHaveLength(5);
});
