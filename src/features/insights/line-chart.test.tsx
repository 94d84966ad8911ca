import { render } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { expect, test } from 'vitest';
import { formatDuration } from '@/lib/format';
import { LineChart } from './line-chart';

function scale(values: readonly (number | null)[]): string[] {
  const { container } = render(
    <MemoryRouter>
      <LineChart
        lines={[{ id: 'p50', className: '', values: [...values] }]}
        columns={values.map((_, t) => ({ t, title: '', to: null }))}
        bucket={3_600}
        top={1}
        text={formatDuration}
      />
    </MemoryRouter>,
  );
  return [...container.querySelectorAll('.h-26:first-child > span')]
    .map((each) => each.textContent)
    .slice(0, 3);
}

test('there is a scale where anything was measured, and each of its values once', () => {
  expect(scale([null, null])).toEqual([]);
  expect(scale([null, 0.4])).toEqual(['1 ms', '0.5 ms', '0']);
});
