import { useQuery } from '@tanstack/react-query';
import { Loaded, rowBars } from '@/components/loaded';
import { serverQueries } from '@/queries/server-queries';
import { CodeBlock } from '@/ui/code-block';
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
  return (
    <Loaded
      query={server}
      what="the providers"
      bars={rowBars('h-24', 1)}
      className=""
      empty={{
        when: (info) => info === null,
        show: (
          <p className="text-sm text-ink-2">
            There is no Chatkeep server behind this page, so it has no providers of its own. Set up
            a direct connection below.
          </p>
        ),
      }}
    >
      {(info) => (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {info?.providers.map((provider) => (
            <ProviderRow key={provider.name} provider={provider} />
          ))}
        </ul>
      )}
    </Loaded>
  );
}
