import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { JobFailure } from '#contract/wire/jobs';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';

/** What a job could not do, and why: {@link FailureRows} within. */
export function FailureTable({ children }: { children: ReactNode }) {
  return (
    <div className="mt-1 mb-3 max-h-72 scrolls-y rounded-lg border border-line">
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
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** Completions as links, lines of a file as they are named. */
export function FailureRows({ rows }: { rows: JobFailure[] }) {
  return rows.map(({ id, reason }, index) => (
    <tr key={id ?? `line ${index}`} className="border-t border-line align-top">
      <td className="px-3 py-1.5 font-mono break-all">
        {id === null || id.startsWith('line ') ? (
          (id ?? '–')
        ) : (
          <Link to={paths.completion(id)} className="hover:underline">
            {id}
          </Link>
        )}
      </td>
      <td className="px-3 py-1.5 text-ink-2">
        <bdi>{shownText(reason)}</bdi>
      </td>
    </tr>
  ));
}
