import { useQuery } from '@tanstack/react-query';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { Link } from 'react-router-dom';
import type { Connection } from '@/api/connection';
import type { Filter } from '#contract/filter';
import { formatCount, formatDays, formatNumber } from '@/lib/format';
import { dayWords } from '@/lib/day-words';
import { shownText } from '@/lib/shown-text';
import { completionSearchText, EVERYTHING } from '@/lib/completion-search';
import { paths } from '@/paths';
import { useCapability } from '@/queries/capabilities';
import { completionQueries } from '@/queries/completion-queries';
import { modelQueries } from '@/queries/model-queries';
import { Note } from '@/ui/note';
import { endingOf, type Ending } from './endings';

const LAST_WEEK: Filter = { field: 'created_after', value: '7d' };

/** Says which of the models that were used in the last week are about to end, as far as their providers say so. */
export function EndingModels({ connection }: { connection: Connection }) {
  const isTold = useCapability(connection, 'models');
  const { data: groups } = useQuery({ ...modelQueries(connection).groups(), enabled: isTold });
  const { data: used, dataUpdatedAt } = useQuery({
    ...completionQueries(connection).facets([LAST_WEEK]),
    enabled: isTold,
  });
  return endingOf(groups ?? [], used?.models ?? [], dataUpdatedAt).map((ending) => (
    <EndingModel key={ending.model} {...{ connection, ending }} />
  ));
}

function EndingModel({ connection, ending }: { connection: Connection; ending: Ending }) {
  const { model, day, days, count } = ending;
  const filters: Filter[] = [{ field: 'model', value: model }, LAST_WEEK];
  const { data: facets } = useQuery(completionQueries(connection).facets(filters));
  const [most] = (facets?.metadata ?? [])
    .flatMap(({ key, values }) => values.map((pair) => ({ ...pair, key })))
    .toSorted((a, b) => b.count - a.count);
  const to = (more: Filter[]) =>
    paths.completions(completionSearchText({ ...EVERYTHING, filters: [...filters, ...more] }));
  return (
    <Note tone="warning" icon={<TriangleAlert aria-hidden />} className="mt-3">
      <strong className="font-semibold">
        <bdi>{shownText(model)}</bdi> {days < 0 ? 'ended' : 'ends'} on {dayWords(day)}
        {days > 0 && `, in ${formatDays(days)}`}.
      </strong>{' '}
      <Link to={to([])} className="text-accent-ink underline">
        {formatCount(count, 'completion')}
      </Link>{' '}
      used it in the last 7 days
      {most && most.count * 2 > count && (
        <>
          , {most.count >= count ? 'all' : formatNumber(most.count)} of them with{' '}
          <Link
            to={to([{ field: 'metadata', key: most.key, value: most.value }])}
            className="font-mono text-xs text-accent-ink underline"
          >
            <bdi>{shownText(`${most.key}=${most.value}`)}</bdi>
          </Link>
        </>
      )}
      .
    </Note>
  );
}
