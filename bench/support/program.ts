import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';

/** A server in a process of its own, so that its CPU time and memory are its own. */
export type Program = {
  url: string;
  pid: number;
  /** CPU time so far, user and system, in milliseconds; its resolution is 10 ms. */
  cpu(): number;
  /** The same of one of its threads. */
  threadCpu(id: string): number;
  /** Resident memory in MB: now, and the most it ever was. */
  memory(): { now: number; peak: number };
  /** Since it was asked last; of programs that were started with {@link WATCHED} alone. */
  loop(): Promise<Loop>;
  stop(): Promise<void>;
};

/**
 * How long the event loop was held up at most and in all but one of a hundred looks, in milliseconds, and how long the
 * thread was at work in one of its turns.
 */
export type Loop = { longest: number; p99: number; own: number };

/** Flags of a program whose event loop is watched. */
export const WATCHED = ['--import', './bench/support/loop-delay.mjs'];

const TICKS_PER_SECOND = 100;

/** Starts `node <args>` and waits until it prints its address. Reads /proc: Linux only. */
export function startProgram(args: string[], env: Record<string, string> = {}): Promise<Program> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  // The type cannot know that there is a pipe.
  const output = child.stdout as Readable;
  const { pid = 0 } = child;
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`${args.join(' ')} ended with code ${code}`)));
    output.on('data', (text: Buffer) => {
      const url = /http:\/\/\S+/.exec(text.toString())?.[0];
      if (url === undefined) return;
      resolve({
        url,
        pid,
        cpu: () => cpuOf(`/proc/${pid}/stat`),
        threadCpu: (id) => cpuOf(`/proc/${pid}/task/${id}/stat`),
        memory: () => memoryOf(pid),
        loop: () =>
          new Promise((told) => {
            child.once('message', (message) => told(message as Loop));
            child.send('how long?');
          }),
        stop: () =>
          new Promise((ended) => {
            child.removeAllListeners('exit');
            child.on('exit', () => ended());
            child.kill('SIGTERM');
          }),
      });
    });
  });
}

function cpuOf(file: string): number {
  // The second field is a name that may hold spaces; what follows its bracket does not.
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
}

function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_000;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}
