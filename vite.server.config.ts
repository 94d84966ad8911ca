import { defineConfig } from 'vite';

/** One bundle for production: starting from a single file takes a fraction of resolving the module tree. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: 'server/main.ts',
        run: 'server/command/run.ts',
        'sqlite-worker': 'server/store/sqlite/sqlite-worker.ts',
        'index-worker': 'server/store/sqlite/search/index-worker.ts',
        'aside-worker': 'server/threads/aside-worker.ts',
        'transfer-worker': 'server/transfer/transfer-worker.ts',
      },
      // All in one folder: a thread is started by a file beside the one that starts it, which may be a shared chunk.
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        // With one letter that is none of Latin-1, V8 keeps the text of a file at two bytes a letter.
        charset: 'ascii',
        comments: { legal: true, annotation: false, jsdoc: false },
      },
    },
  },
  // The drivers stay outside the bundle: libsql is native, pg has an optional native part.
  ssr: { noExternal: true, external: ['libsql', 'pg'] },
});
