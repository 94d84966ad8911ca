import { useQuery } from '@tanstack/react-query';
import { formatBytes, formatNumber } from '@/lib/format';
import { serverQueries } from '@/queries/server-queries';
import { Section } from './section';

const databases = { sqlite: 'SQLite, a file on this server', postgres: 'PostgreSQL' };

/** What the server can do, in the reader's words; a capability we have no words for is named as it is. */
const capabilities: Record<string, string> = {
  'completions.detail': 'Shows incomplete answers, timings and providers',
  'completions.stop': 'Stops a running answer at the provider',
  'completions.attach': 'Goes on generating when the tab is closed',
  'providers.relay': 'Relays what providers keep themselves',
  trash: 'Keeps deleted completions for a while',
  session: 'Asks for its access token',
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
            ? 'Every completion that does not say “store: false” (STORE=always)'
            : 'What is sent with “store: true”'}
        </dd>
        <dt className="text-ink-3">Limits</dt>
        <dd>
          Requests to {formatBytes(limits.bodyBytes)}; {limits.metadataPairs} metadata pairs, keys
          to {limits.metadataKey} and values to {formatNumber(limits.metadataValue)} characters
        </dd>
        <dt className="text-ink-3">Capabilities</dt>
        <dd>
          <ul className="space-y-0.5">
            {server.capabilities.map((name) => (
              <li key={name}>{capabilities[name] ?? name}</li>
            ))}
          </ul>
        </dd>
      </dl>
    </Section>
  );
}
