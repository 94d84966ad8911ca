import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { PositionTaken, StoreUnavailable } from '../store/errors';
import { WorkerLink, toWireError } from './worker-link';

/** Answers `echo`, fails on `fail`, dies on `die`, never answers `hang`, ends by itself after `close`. */
const script = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ call, name, args }) => {
    if (name === 'die') process.exit(3);
    if (name === 'crash') throw new Error('crashed');
    if (name === 'fail') parentPort.postMessage({ call, error: args[0] });
    if (name === 'echo' || name === 'close') parentPort.postMessage({ call, value: args[0] });
    if (name === 'close') parentPort.close();
  });`;

const open = () => new WorkerLink(() => new Worker(script, { eval: true }));

describe('a worker link', () => {
  it('brings values back to the call that asked', async () => {
    const link = open();
    const calls = ['a', 'b', 'c'].map((value) => link.call('echo', [value]));
    expect(await Promise.all(calls)).toEqual(['a', 'b', 'c']);
    await link.close();
  });

  it('brings errors back with their class, message and cause', async () => {
    const link = open();
    const driver = Object.assign(new Error('UNIQUE'), { code: 'SQLITE_CONSTRAINT' });
    const error = toWireError(new PositionTaken('taken', { cause: driver }));
    const failure = await link.call('fail', [error]).catch((caught: unknown) => caught);
    expect(failure).toBeInstanceOf(PositionTaken);
    expect(failure).toMatchObject({
      message: 'taken',
      cause: { message: 'SQLITE_CONSTRAINT: UNIQUE' },
    });
    await link.close();
  });

  it.each(['die', 'crash'])(
    'rejects what is in flight when the thread ends by %s, then starts anew',
    async (end) => {
      const link = open();
      const results = await Promise.allSettled([link.call('hang', []), link.call(end, [])]);
      for (const result of results) {
        expect(result).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
      }
      expect(await link.call('echo', ['alive'])).toBe('alive');
      await link.close();
    },
  );

  it('lets the thread end by itself', async () => {
    const worker = new Worker(script, { eval: true });
    const exit = once(worker, 'exit');
    await new WorkerLink(() => worker).start().close();
    // Of one that was ended from outside it is 1.
    expect(await exit).toEqual([0]);
  });

  it('ends the thread also when that cannot close well', async () => {
    const full = `const { parentPort } = require('node:worker_threads');
      parentPort.on('message', ({ call }) =>
        parentPort.postMessage({ call, error: { name: 'StoreUnavailable', message: 'full' } }));`;
    const worker = new Worker(full, { eval: true });
    const exit = once(worker, 'exit');
    await expect(new WorkerLink(() => worker).start().close()).rejects.toThrow('full');
    await exit;
  });

  it('refuses calls after close', async () => {
    const link = open();
    const last = link.call('echo', ['last']);
    await link.close();
    expect(await last).toBe('last');
    await expect(link.call('echo', ['late'])).rejects.toThrow(StoreUnavailable);
    await link.close();
  });
});
