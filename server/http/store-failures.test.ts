import type { FastifyBaseLogger } from 'fastify';
import { expect, it } from 'vitest';
import { StoreFault, StoreUnavailable } from '../store/errors';
import { createStoreFailureLog } from './store-failures';

type Line = { err?: unknown; cause?: string; unsaid?: number };

function failures() {
  const lines: Line[] = [];
  let time = 0;
  const write = createStoreFailureLog(() => time);
  // Of a logger, only this is used.
  const log = { error: (line: Line) => void lines.push(line) } as unknown as FastifyBaseLogger;
  return {
    lines,
    fail: (error: unknown) => write(log, error),
    pass: (ms: number) => void (time += ms),
  };
}

const away = (cause: unknown) => new StoreUnavailable('the database cannot do this now', { cause });

it('writes one line a cause and second in an outage, without a stack', () => {
  const { lines, fail, pass } = failures();
  for (let n = 0; n < 500; n += 1) fail(away(new Error('connection refused')));
  fail(away(new Error('disk full')));
  fail(away(new AggregateError([new Error('refused by ::1'), new Error('refused by 127.0.0.1')])));
  pass(999);
  fail(away(new Error('connection refused')));
  pass(1);
  fail(away(new Error('connection refused')));
  expect(lines).toEqual([
    { cause: 'connection refused', unsaid: 0 },
    { cause: 'disk full', unsaid: 0 },
    { cause: 'refused by ::1; refused by 127.0.0.1', unsaid: 0 },
    { cause: 'connection refused', unsaid: 500 },
  ]);
});

it('writes every fault of our own whole', () => {
  const { lines, fail } = failures();
  const fault = new StoreFault('the database refused a statement');
  fail(fault);
  fail(fault);
  expect(lines).toEqual([{ err: fault }, { err: fault }]);
});
