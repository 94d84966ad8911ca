import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { listAudit } from '@/api/audit';

export const auditQueries = {
  page: (after: string | undefined, q: string) =>
    queryOptions({
      queryKey: ['audit', q, after ?? null],
      queryFn: ({ signal }) => listAudit({ after, q }, { signal }),
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
};
