import { render } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { expect, test } from 'vitest';
import { BarChart } from './bar-chart';

const BARS = [0, 1];

/** The numbers beside bars of these heights. */
function scale(values: readonly number[]): string[] {
  const bars = values.map((value, at) => {
    const part = { id: 'all', value, className: '', title: '', to: null };
    return { t: BARS[at] ?? 0, segments: [part] };
  });
  const { container } = render(
    <MemoryRouter>
      <BarChart bars={bars} bucket={3_600} text={String} />
    </MemoryRouter>,
  );
  const shown = [...container.querySelectorAll('.h-26:first-child > span')].map(
    (each) => each.textContent,
  );
  return shown;
}

test('there is no scale where nothing was counted', () => {
  expect(scale([0, 0])).toEqual([]);
});

test('counts have no half at their scale, costs have', () => {
  expect(scale([1, 0])).toEqual(['1', '', '0']);
  expect(scale([2, 1])).toEqual(['2', '1', '0']);
  expect(scale([0.6, 1])).toEqual(['1', '0.5', '0']);
  expect(scale([0.3, 0])).toEqual(['0.4', '0.2', '0']);
});
