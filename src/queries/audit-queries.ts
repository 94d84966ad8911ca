import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { countAudit, listAudit } from '@/api/audit';

export const auditQueries = {
  page: (after: string | undefined, q: string, filter: string) =>
    queryOptions({
      queryKey: ['audit', q, filter, after ?? null],
      queryFn: ({ signal }) => listAudit({ after, q, filter }, { signal }),
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  counts: (range: string) =>
    queryOptions({
      queryKey: ['audit', 'counts', range],
      queryFn: ({ signal }) => countAudit(range, { signal }),
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
};
