import { Link } from 'react-router-dom';
import { filterWord } from '@/components/filter-text';
import { queryOf } from '@/components/saved-view-store';
import { useViews } from '@/components/views/use-views';
import { type CompletionSearch, parseCompletionSearch } from '@/lib/completion-search';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';

/** So many conditions are named, the others counted. */
const MOST_NAMED = 2;

type Props = {
  /** Query string of the list. */
  table: string;
};

/** The list that a completion belongs to, by its name or in the words of its filter: the way back into it. */
export function ListName({ table }: Props) {
  const views = useViews();
  const search = parseCompletionSearch(new URLSearchParams(table));
  const query = queryOf(search);
  const view = query === '' ? undefined : views.find((saved) => saved.query === query);
  const name = shownText(view?.name ?? wordsOf(search));
  return (
    <Link
      to={paths.completions(table)}
      title={`Back to ${name}, where you were`}
      className="min-w-0 truncate text-accent-ink underline-offset-2 hover:underline"
    >
      <bdi>{name}</bdi>
    </Link>
  );
}

function wordsOf({ filters }: CompletionSearch): string {
  if (filters.length === 0) return 'All completions';
  const words = filters.slice(0, MOST_NAMED).map(filterWord);
  const more = filters.length - words.length;
  return words.join(', ') + (more > 0 ? ` +${more}` : '');
}
