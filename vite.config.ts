/// <reference types="vitest/config" />
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const alias = { '@': fileURLToPath(new URL('./src', import.meta.url)) };

/** The server that runs beside Vite in development; it reads the same variable. */
const api = `http://127.0.0.1:${process.env['PORT'] || 4242}`;

/** Parts that the table of completions does not start with. */
const NOT_IN_THE_TABLE = [
  'contract/message/',
  'contract/json-members',
  'contract/fold/',
  'dialog',
  'open-modal',
  'segmented',
  'ui/switch',
  'text-blocks',
  'count-code-points',
  'copy-button',
  'text-area',
  'text-field',
  'counter',
  'useMutation',
  'mutationObserver',
  'queries/neighbours',
  'source/list-held',
  'source/matching-rows',
  'source/hold',
  'api/walk-completions',
  'queries/messages-of',
  'api/list-messages',
  'lib/pieces',
  'lib/read-text',
  'use-restore',
  'metadata-change',
  'api/list-page',
  'api/page-trail',
  'api/probe-source',
  'components/query-error',
  'components/list-failure',
  'components/message',
  'components/answer',
  'components/difference',
  'node_modules/diff/',
  'lib/browser-database',
  'lib/save-file',
  'components/known-pairs',
  'lossless-json',
  'features/completion/',
  'features/playground/',
  // What acts on many completions, see WITH_MANY.
  'features/bulk/',
  'components/jobs/',
  'queries/browser-jobs/',
  'queries/job-queries',
  'api/jobs',
  'api/exports',
  'ui/progress',
  'ui/checkbox',
  'ui/empty-state',
  'pairs-change',
  'completions/chart',
  'change-pairs',
  'queries/pair-writes',
  'components/unsaved/unsaved-writes',
  'components/drafts/draft-',
  'api/trash',
  'trash-queries',
  'update-completion',
  'delete-completion',
  'delete-surely',
  'source/delete-from',
  'remove-completion',
  'components/markdown',
  'code-block',
  'ui/tabs',
  'infiniteQuery',
  'api/list-models',
  'wire/read-models',
  'queries/model-queries',
  // What reads an answer as it comes.
  'api/create-completion',
  'api/follow-completion',
  'api/record-exchange',
  'api/runs',
  'api/server-sent-events',
  'api/stop-completion',
  'api/stream-',
  'eventsource-parser',
  'same-metadata',
  ...['image', 'wrench', 'download', 'paperclip', 'ban'].map((icon) => `icons/${icon}.mjs`),
];

/** One chunk each for what is used together, behind a click: in crumbs it would compress half as well. */
const WITH_MANY = ['features/bulk/', 'components/jobs/', 'queries/browser-jobs/', 'ui/progress'];
/** What answers calls of tools, once there are any. */
const CALLS =
  /playground\/calls\/(call-cards|function-b|function-d|function-t|functions-s|given|go-on-bar|result|run-in|trust)/;
const DATA = [
  'features/jobs/',
  'features/trash/',
  'features/retention/',
  'features/transfer/',
  'features/mirror/',
  'features/audit/',
];

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    manifest: true,
    // The dashboard's CSP has no 'unsafe-inline': nothing may be inlined as a data: script or style.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What several pages share compresses better in one file than in a dozen crumbs.
          groups: [
            {
              name: 'many',
              includeDependenciesRecursively: false,
              test: (id) =>
                WITH_MANY.some((part) => id.includes(part)) && !id.includes('followed-job'),
            },
            {
              name: 'calls',
              includeDependenciesRecursively: false,
              test: (id) => CALLS.test(id),
            },
            {
              name: 'data',
              includeDependenciesRecursively: false,
              test: (id) => DATA.some((part) => id.includes(part)),
            },
            {
              name: 'shared',
              minShareCount: 3,
              test: (id) => !NOT_IN_THE_TABLE.some((part) => id.includes(part)),
            },
          ],
        },
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
    projects: [
      {
        extends: true,
        test: {
          name: 'web',
          environment: 'jsdom',
          include: ['src/**/*.test.{ts,tsx}'],
          setupFiles: ['src/test-setup.ts'],
          // Properties try hundreds of cases, on machines that have other work as well.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          environment: 'node',
          include: ['{contract,server,scripts}/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
