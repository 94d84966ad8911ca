import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { expect } from 'vitest';

/** A program of the tests' own that runs in a process of its own, to be killed. */
export type ChildProgram = {
  /** For the files of the test. */
  folder: string;
  /** Runs it, sees each line that it says, and ends when it was killed with SIGKILL by the test or by itself. */
  runUntilKilled(args: string[], onLine?: (text: string, kill: () => void) => void): Promise<void>;
  remove(): void;
};

/** Built as the server is: it starts in a fraction of the time, and this is what runs in production. */
export async function buildChild(
  main: string,
  threads: Record<string, string> = {},
): Promise<ChildProgram> {
  // Inside the project, where the built child finds its dependencies.
  const cache = resolve('.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'child-'));
  await build({
    configFile: resolve('vite.server.config.ts'),
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: false,
      sourcemap: false,
      rolldownOptions: {
        input: {
          main,
          'sqlite-worker': 'server/store/sqlite/sqlite-worker.ts',
          'index-worker': 'server/store/sqlite/search/index-worker.ts',
          ...threads,
        },
      },
    },
  });
  return {
    folder,
    remove: () => rmSync(folder, { recursive: true }),
    async runUntilKilled(args, onLine) {
      const child = spawn(process.execPath, [join(folder, 'main.js'), ...args], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit');
      for await (const text of createInterface(child.stdout)) {
        onLine?.(text, () => child.kill('SIGKILL'));
      }
      await ended;
      expect(child.signalCode).toBe('SIGKILL');
    },
  };
}
