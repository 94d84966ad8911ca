import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(() => cleanup());

// Waiting ends as soon as there is something. Only a busy machine ever needs this long, for parts that are loaded late.
configure({ asyncUtilTimeout: 20_000 });

// Tests of the HTTP layer run without a document.
if (typeof document !== 'undefined') await import('@/test-stand-ins');
