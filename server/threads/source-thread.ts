import type * as Esbuild from 'esbuild';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

const programs = new Map<string, string>();

/**
 * A thread of the server when it runs from source, in development and tests: TypeScript, which Node 20 cannot read. It
 * is bundled once a process, which takes a tenth of the time that every thread would take to translate its modules.
 */
export function sourceThread(
  file: URL,
  options: Pick<WorkerOptions, 'workerData' | 'resourceLimits'> = {},
): Worker {
  const program = programs.get(file.href) ?? bundled(file);
  programs.set(file.href, program);
  return new Worker(program, { ...options, eval: true, execArgv: [] });
}

function bundled(file: URL): string {
  // Not installed where the built server runs.
  const require = createRequire(import.meta.url);
  const { buildSync } = require('esbuild') as typeof Esbuild;
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    sourcemap: 'inline',
  });
  const [output] = outputFiles;
  if (!output) throw new Error(`${file.href} cannot be bundled`);
  return output.text;
}
