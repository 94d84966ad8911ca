import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '@/components/loaded';
import { jobQueries } from '@/queries/job-queries';
import { Button } from '@/ui/button';
import { FailureRows, FailureTable } from './failure-table';

/** What a job could not do, and why, a page at a time. */
export function JobFailures({ id }: { id: string }) {
  const [pages, setPages] = useState<(string | undefined)[]>([undefined]);
  return (
    <FailureTable>
      {pages.map((after, index) => (
        <Page
          key={after ?? ''}
          id={id}
          after={after}
          onMore={index === pages.length - 1 ? (next) => setPages([...pages, next]) : null}
        />
      ))}
    </FailureTable>
  );
}

type PageProps = {
  id: string;
  after: string | undefined;
  /** Null on every page but the last that is shown. */
  onMore: ((next: string) => void) | null;
};

function Page({ id, after, onMore }: PageProps) {
  const query = useQuery(jobQueries.failures(id, after));
  const next = query.data?.next ?? null;
  return (
    <>
      {query.data && <FailureRows rows={query.data.rows} />}
      {(!query.data || (onMore && next !== null)) && (
        <tr>
          <td colSpan={2} className="p-2">
            <Loaded query={query} what="the failures" bars={['h-4']} className="m-1">
              {() => (
                <Button size="sm" variant="ghost" onClick={() => onMore?.(next ?? '')}>
                  More
                </Button>
              )}
            </Loaded>
          </td>
        </tr>
      )}
    </>
  );
}
