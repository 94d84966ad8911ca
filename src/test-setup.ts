import { afterEach } from 'vitest';

// Logic is tested without a document, and without what stands in for parts of one.
if (typeof document !== 'undefined') {
  const { cleanup, configure } = await import('@testing-library/react');
  await import('@/test-stand-ins');
  await import('@/test-owner-stacks');
  afterEach(() => cleanup());
  // Waiting ends as soon as there is something. Only a busy machine ever needs this long, for parts that are loaded late.
  configure({ asyncUtilTimeout: 20_000 });
}
