import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, expect, it, vi } from 'vitest';
import type { ImportResult } from '#contract/wire/transfers';
import { createQueryClient } from '@/queries/query-client';
import { answerFetch } from '@/testing/answer-fetch';
import { ImportOutcome } from './import-outcome';

afterEach(() => vi.unstubAllGlobals());

function told(
  counts: Partial<ImportResult['counts']>,
  failures: ImportResult['failures'] = [],
  text = '',
) {
  const result: ImportResult = {
    object: 'import',
    job: 'job_1',
    counts: { done: 0, changed: 0, skipped: 0, failed: 0, ...counts },
    failures,
  };
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <ImportOutcome file={new File([text], 'a.jsonl')} duplicates="replace" result={result} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return screen.getByRole('status').textContent ?? '';
}

it('says how many came in, and nothing of what did not happen', () => {
  expect(told({ changed: 1 })).toMatch(/^1 completion imported\./);
});

it('says what was here already and what could not be read', () => {
  expect(told({ changed: 1_200, skipped: 3, failed: 1 })).toMatch(
    /^1,200 completions imported, 3 here already, 1 line not readable\./,
  );
});

it('names the lines that could not be read, one by one or as a stretch', () => {
  told({ failed: 3 }, [
    { line: 4, reason: 'No JSON' },
    { line: 9, last: 10, reason: 'Another kind' },
  ]);
  const [, ...rows] = screen.getAllByRole('row').map((row) => row.textContent);
  expect(rows).toEqual(['4No JSON', '9 – 10Another kind']);
  expect(screen.getByText(/The first 2 are named here/)).toBeDefined();
});

it('has a line mended where it stands, and says what became of it', async () => {
  const counts = { done: 1, changed: 0, skipped: 0, failed: 1 };
  const answers: Record<string, unknown> = {
    'POST /api/import': {
      object: 'import',
      job: 'job_2',
      counts,
      failures: [{ line: 1, reason: 'It has no messages' }],
    },
  };
  const calls = answerFetch(answers);
  told({ failed: 1 }, [{ line: 2, reason: 'No JSON' }], '{"id":"a"}\n{"id":\n');
  const mend = await screen.findByRole('button', { name: 'Mend line 2' });
  expect(mend.closest('tr')?.textContent).toBe('2No JSON{"id":Mend');
  await userEvent.click(mend);
  const field = screen.getByRole('textbox', { name: 'Line 2' });
  expect(field).toHaveProperty('value', '{"id":');
  await userEvent.type(field, '"b"}');
  await userEvent.click(screen.getByRole('button', { name: 'Send it again' }));
  await screen.findByText('It has no messages');
  expect(field).toHaveProperty('value', '{"id":"b"}');
  expect(calls.map(({ call }) => call)[0]).toMatch(
    /^POST \/api\/import\?duplicates=replace&job=job_/,
  );

  answers['POST /api/import'] = {
    object: 'import',
    job: 'job_3',
    counts: { ...counts, changed: 1, failed: 0 },
    failures: [],
  };
  await userEvent.click(screen.getByRole('button', { name: 'Send it again' }));
  const done = await screen.findByText('Fixed and stored');
  expect(document.activeElement).toBe(done);
  expect(screen.queryByRole('textbox')).toBeNull();
});

it('offers no repair where the lines are those of a list', async () => {
  told({ failed: 1 }, [{ line: 2, reason: 'No messages' }], '[{"id":"a"},{"id":"b"}]');
  await screen.findByRole('row', { name: /No messages/ });
  expect(screen.queryByRole('button')).toBeNull();
});
