import { useQuery } from '@tanstack/react-query';
import { serverQueries } from '@/queries/server-queries';
import { CodeBlock } from '@/ui/code-block';
import { ErrorState } from '@/ui/error-state';
import { Skeleton } from '@/ui/skeleton';
import { ProviderRow } from './provider-row';
import { Section } from './section';

const environment = `OPENAI_API_KEY=your-key npm start`;

const file = `{
  "providers": {
    "openai": { "baseURL": "https://api.openai.com/v1", "apiKey": "your-key" },
    "local": { "baseURL": "http://127.0.0.1:11434/v1" }
  },
  "models": {
    "fast": { "provider": "local", "model": "llama3.2" }
  }
}`;

export function ProvidersSection() {
  return (
    <Section
      title="Providers"
      hint="Where this server sends prompts. Keys stay in the server: this page can show their last four characters and never more."
    >
      <ProviderList />
      <details className="group">
        <summary className="text-sm font-medium text-accent-ink">How to add a provider</summary>
        <div className="mt-3 space-y-3 text-sm text-ink-2">
          <p>For OpenAI alone, start the server with the key in its environment:</p>
          <CodeBlock label="shell" code={environment} />
          <p>
            For several, and for short names of models, write{' '}
            <code className="font-mono text-xs">data/AIProviders.json</code> and restart:
          </p>
          <CodeBlock label="AIProviders.json" code={file} />
          <p>Ollama, LM Studio and llama.cpp are found by themselves on their usual local ports.</p>
        </div>
      </details>
    </Section>
  );
}

function ProviderList() {
  const server = useQuery(serverQueries.info());
  if (server.isPending) return <Skeleton className="h-24 w-full" />;
  if (server.isError) {
    return (
      <ErrorState
        title="The providers could not be loaded"
        message={server.error.message}
        onRetry={() => void server.refetch()}
      />
    );
  }
  if (server.data === null) {
    return (
      <p className="text-sm text-ink-2">
        There is no Chatkeep server behind this page, so it has no providers of its own. Set up a
        direct connection below.
      </p>
    );
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {server.data.providers.map((provider) => (
        <ProviderRow key={provider.name} provider={provider} />
      ))}
    </ul>
  );
}
