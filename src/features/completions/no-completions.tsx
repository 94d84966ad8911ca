import { SEARCHED_LENGTH } from '#contract/search';
import { useQuery } from '@tanstack/react-query';
import Archive from 'lucide-react/icons/archive';
import SearchX from 'lucide-react/icons/search-x';
import { Link } from 'react-router-dom';
import { type Connection, isSameOrigin } from '@/api/connection';
import { NoMatch } from './no-match';
import { changed, searchPath } from './use-completion-search';
import type { CompletionSearch } from '@/lib/completion-search';
import { formatNumber } from '@/lib/format';
import { ownUrl } from '@/lib/own-address';
import { paths } from '@/paths';
import { modelQueries } from '@/queries/model-queries';
import { buttonLook } from '@/ui/button';
import { CodeBlock } from '@/ui/code-block';
import { EmptyState } from '@/ui/empty-state';

type Props = {
  connection: Connection;
  search: CompletionSearch;
};

const SEARCH_LIMIT = `In texts of more than ${formatNumber(SEARCHED_LENGTH)} characters, words that occur late may not be found.`;

/** Why the table is empty: nothing matches, the page is gone, or nothing was stored yet. */
export function NoCompletions({ connection, search }: Props) {
  if (search.filters.length > 0) {
    return <NoMatch {...{ connection, search }} limit={SEARCH_LIMIT} />;
  }
  if (search.after !== undefined || search.before !== undefined) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="Nothing on this page"
        actions={
          <Link to={searchPath(changed(search, {}))} className={buttonLook({ variant: 'primary' })}>
            To the first page
          </Link>
        }
      >
        What was here has been deleted.
      </EmptyState>
    );
  }
  return <NothingStored connection={connection} />;
}

function NothingStored({ connection }: Omit<Props, 'search'>) {
  const models = useQuery(modelQueries(connection).list());
  const model = models.data?.[0]?.id ?? 'gpt-5-mini';
  const baseUrl = ownUrl(connection.baseUrl);
  // The SDK insists on a key; this server wants one only where an access token was set.
  const key = isSameOrigin(connection) ? ', api_key="access token or anything"' : '';
  const code = `from openai import OpenAI

client = OpenAI(base_url="${baseUrl}"${key})
client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Hello"}],
    store=True,
    metadata={"env": "test"},
)`;
  return (
    <div className="mx-auto max-w-xl px-4 pb-12">
      <EmptyState
        icon={<Archive aria-hidden />}
        title="Nothing stored yet"
        className="pb-6"
        actions={
          <Link to={paths.playground()} className={buttonLook({ variant: 'primary' })}>
            Open the playground
          </Link>
        }
      >
        Completions appear here when they are asked for with “store” on: in the playground, or by
        any OpenAI SDK.
      </EmptyState>
      <CodeBlock label="Python" code={code} />
    </div>
  );
}
