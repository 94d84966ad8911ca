import { useQuery } from '@tanstack/react-query';
import { formatBytes, formatNumber } from '@/lib/format';
import { serverQueries } from '@/queries/server-queries';
import { Section } from './section';

const databases = { sqlite: 'SQLite, a file on this server', postgres: 'PostgreSQL' };

/** What the server can do, in the reader's words; what has none here is newer than this page. */
const capabilities: Record<string, string> = {
  'completions.detail': 'Incomplete answers, timings and providers',
  'completions.request': 'Requests as they were sent',
  'completions.stop': 'Stop a running answer at the provider',
  'completions.attach': 'Answers continue when the tab is closed',
  runs: 'A list of running answers',
  'providers.relay': 'Completions that providers store themselves',
  session: 'Sign in with an access token',
  'table.query': 'Filter and sort',
  'table.facets': 'Counts of every value',
  'table.series': 'The chart',
  'table.insights': 'Insights',
  export: 'Export',
  import: 'Import',
  jobs: 'Delete, tag and export many at once',
  audit: 'Audit log',
  retention: 'Retention rules',
  mirror: 'Mirror',
  overview: 'Overview of the data',
  views: 'Saved views of the team',
  trash: 'Trash',
};

export function AboutSection() {
  const { data: server } = useQuery(serverQueries.info());
  if (!server) return null;
  const { version, database, limits, store } = server;
  return (
    <Section title="About this server">
      <dl className="grid grid-cols-[8rem_1fr] gap-x-4 gap-y-2 text-sm">
        <dt className="text-ink-3">Version</dt>
        <dd>{version}</dd>
        <dt className="text-ink-3">Database</dt>
        <dd>{databases[database]}</dd>
        <dt className="text-ink-3">Keeps</dt>
        <dd>
          {store === 'always'
            ? 'Every completion, unless a request says “store: false” (STORE=always)'
            : 'Completions requested with “store: true”'}
        </dd>
        <dt className="text-ink-3">Limits</dt>
        <dd>
          Requests to {formatBytes(limits.bodyBytes)}; {limits.metadataPairs} metadata pairs, keys
          to {limits.metadataKey} and values to {formatNumber(limits.metadataValue)} characters
        </dd>
        <dt className="text-ink-3">It can do</dt>
        <dd>
          <ul className="space-y-0.5">
            {server.capabilities
              .flatMap((name) => capabilities[name] ?? [])
              .map((words) => (
                <li key={words}>{words}</li>
              ))}
          </ul>
        </dd>
      </dl>
    </Section>
  );
}
