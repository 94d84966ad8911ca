import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { chunkGroups } from './scripts/chunks.ts';
import { TestOrder, testsWithDocument } from './scripts/test-order.ts';

/** Chunks that are there before anything else is asked for. */
const BEGINS = /\/(rolldown-runtime|libraries|start)-[^/]+$/;
const alias = { '@': fileURLToPath(new URL('./src', import.meta.url)) };

/** The server that runs beside Vite in development; it reads the same variable. */
const api = `http://127.0.0.1:${process.env['PORT'] || 4242}`;

/** To make a document costs more than most tests of logic do: one that needs it asks for it at its top. */
const withDocument = testsWithDocument('src');
/** Kills, and whatever else takes long: `npm run test:deep`. */
const DEEP = 'server/**/*.deep.test.ts';
type Files = { include: string[]; exclude?: string[] };

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias },
  // Pages lie at any depth, and below whatever path a proxy gives them: the server writes that into index.html, and
  // files find each other from where they are.
  experimental: {
    renderBuiltUrl: (_name, { hostType }) => (hostType === 'html' ? undefined : { relative: true }),
  },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    manifest: true,
    // The dashboard's CSP has no 'unsafe-inline': nothing may be inlined as a data: script or style.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, needed, { hostType }) =>
        hostType === 'html' ? needed : needed.filter((file) => !BEGINS.test(file)),
    },
    rolldownOptions: {
      // It would stand in the first start of everybody.
      onwarn(warning, warn) {
        if (warning.code === 'INEFFECTIVE_DYNAMIC_IMPORT') throw new Error(warning.message);
        warn(warning);
      },
      output: {
        // A hash stands in every file that loads its chunk, and no compression makes it shorter: as short as may be.
        entryFileNames: 'assets/[name]-[hash:7].js',
        chunkFileNames: 'assets/[name]-[hash:7].js',
        codeSplitting: { includeDependenciesRecursively: false, groups: chunkGroups() },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: Number(process.env['WEB_PORT'] || 5173),
    strictPort: true,
    // In development the API comes from the server started beside Vite (npm run dev).
    proxy: {
      '/v1': { target: api, changeOrigin: true },
      '/api': { target: api, changeOrigin: true },
    },
  },
  test: {
    // Most server tests wait for disks, processes and databases of their own: one more than cores keeps them busy.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: TestOrder },
    // As in playwright.config.ts: none for people; in CI one, and the report names the test as flaky.
    retry: process.env['CI'] ? 1 : 0,
    projects: [
      web('web', 'jsdom', { include: ['src/**/*.test.tsx', ...withDocument] }),
      web('logic', 'node', { include: ['src/**/*.test.ts'], exclude: withDocument }),
      server('server', { include: ['{contract,server,scripts}/**/*.test.ts'], exclude: [DEEP] }),
      server('deep', { include: [DEEP] }),
    ],
  },
});

/**
 * Without a document a worker goes on from file to file with what it has loaded, which took a fifth of the time: such
 * tests leave no global, environment variable or module's state behind. Pages with their stores begin anew.
 */
function web(
  name: string,
  environment: 'jsdom' | 'node',
  files: Files,
): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name,
      environment,
      isolate: environment === 'jsdom',
      ...files,
      setupFiles: ['src/test-setup.ts'],
      // Properties try hundreds of cases, on machines that have other work as well.
      testTimeout: 30_000,
    },
  };
}

function server(name: string, files: Files): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name,
      environment: 'node',
      isolate: false,
      ...files,
      testTimeout: 30_000,
      hookTimeout: 60_000,
    },
  };
}
