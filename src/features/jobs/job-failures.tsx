import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Loaded } from '@/components/loaded';
import { paths } from '@/paths';
import { jobQueries } from '@/queries/job-queries';
import { Button } from '@/ui/button';

/** What a job could not do, and why, a page at a time. */
export function JobFailures({ id }: { id: string }) {
  const [places, setPlaces] = useState<(string | undefined)[]>([undefined]);
  return (
    <div className="mt-3 max-h-72 scrolls-y rounded-lg border border-line">
      <table className="w-full text-left text-xs">
        <thead className="text-ink-3">
          <tr>
            <th scope="col" className="px-3 py-1.5 font-medium">
              What
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Why it failed
            </th>
          </tr>
        </thead>
        <tbody>
          {places.map((after, index) => (
            <Page
              key={after ?? ''}
              id={id}
              after={after}
              isLast={index === places.length - 1}
              onMore={(next) => setPlaces([...places, next])}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type PageProps = {
  id: string;
  after: string | undefined;
  isLast: boolean;
  onMore: (next: string) => void;
};

function Page({ id, after, isLast, onMore }: PageProps) {
  const query = useQuery(jobQueries.failures(id, after));
  const { data } = query;
  if (!data) {
    return (
      <tr>
        <td colSpan={2}>
          <Loaded query={query} what="the failures" className="m-3">
            {() => null}
          </Loaded>
        </td>
      </tr>
    );
  }
  const { next } = data;
  return (
    <>
      {data.rows.map(({ id: failed, reason }) => (
        <tr key={failed} className="border-t border-line align-top">
          <td className="px-3 py-1.5 font-mono break-all">
            {failed === null || failed.startsWith('line ') ? (
              (failed ?? '–')
            ) : (
              <Link to={paths.completion(failed)} className="hover:underline">
                {failed}
              </Link>
            )}
          </td>
          <td className="px-3 py-1.5 text-ink-2">{reason}</td>
        </tr>
      ))}
      {isLast && next !== null && (
        <tr>
          <td colSpan={2} className="p-2">
            <Button size="sm" variant="ghost" onClick={() => onMore(next)}>
              More
            </Button>
          </td>
        </tr>
      )}
    </>
  );
}
