import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { expect, it } from 'vitest';
import type { ImportResult } from '#contract/wire/transfers';
import { ImportOutcome } from './import-outcome';

function told(counts: Partial<ImportResult['counts']>, failures: ImportResult['failures'] = []) {
  const result = { counts: { changed: 0, skipped: 0, failed: 0, ...counts }, failures };
  render(
    <MemoryRouter>
      <ImportOutcome result={result as ImportResult} />
    </MemoryRouter>,
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
  ] as ImportResult['failures']);
  const [, ...rows] = screen.getAllByRole('row').map((row) => row.textContent);
  expect(rows).toEqual(['4No JSON', '9 – 10Another kind']);
  expect(screen.getByText(/The first 2 are named here/)).toBeDefined();
});
