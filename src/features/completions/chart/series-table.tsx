import type { Series } from '#contract/wire/table';
import { bucketName, bucketsOf } from '@/components/chart/buckets';
import { lineId, lineName } from '@/components/chart/split';
import { formatNumber } from '@/lib/format';

/** The same in figures: for the keyboard, for readers of the screen, and to copy. */
export function SeriesTable({ data }: { data: Series }) {
  const { series, bucket } = data;
  const buckets = bucketsOf(data).filter(({ total }) => total > 0);
  return (
    <div className="max-h-48 scrolls">
      <table className="text-left tabular-nums">
        <thead>
          <tr>
            <th scope="col" className="pr-4 font-medium">
              From
            </th>
            {series.map((line) => (
              <th key={lineId(line)} scope="col" className="pr-4 font-medium">
                {lineName(line)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.map(({ t, counts }) => (
            <tr key={t}>
              <th scope="row" className="pr-4 font-normal whitespace-nowrap">
                {bucketName(t, bucket)}
              </th>
              {series.map((line, index) => (
                <td key={lineId(line)} className="pr-4">
                  {formatNumber(counts[index] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
