import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { expect, it } from 'vitest';
import { ApiError, type ApiErrorDetails, statusMessage } from '@/api/api-error';
import { QueryError } from './query-error';

function shown(details: Partial<ApiErrorDetails>): string {
  const error = new ApiError({ kind: 'status', message: 'No', status: 400, ...details });
  render(<QueryError title="Not loaded" error={error} onRetry={() => undefined} />, {
    wrapper: MemoryRouter,
  });
  return document.body.textContent ?? '';
}

it.each([
  ['a code of its own', { code: 'bad_view' }, 'HTTP 400 · bad_view'],
  ['the status as its code', { code: '400' }, 'HTTP 400'],
  ['no code', { code: null }, 'HTTP 400'],
])('a failure with %s names its status once', (_, details, right) => {
  expect(shown(details)).toContain(`No${right}`);
  expect(screen.queryByText(/400.*400/)).toBeNull();
});

it('a failure that has no words but its status names it once', () => {
  const text = shown({ code: '400', message: statusMessage(400) });
  expect(text.match(/400/g)).toHaveLength(1);
});
