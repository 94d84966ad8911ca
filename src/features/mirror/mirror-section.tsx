import { useQuery } from '@tanstack/react-query';
import CopyPlus from 'lucide-react/icons/copy-plus';
import { Link } from 'react-router-dom';
import { Loaded, rowBars } from '@/components/loaded';
import { paths } from '@/paths';
import { mirrorQueries } from '@/queries/mirror-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { MirrorRow } from './mirror-row';

/** Copies of what providers store themselves, and lose after a while. */
export function MirrorSection() {
  const query = useQuery(mirrorQueries.list());
  return (
    <Loaded
      query={query}
      what="the mirrors"
      bars={rowBars('h-20', 1)}
      empty={{ when: (mirrors) => mirrors.length === 0, show: <NoKeeper /> }}
    >
      {(mirrors) => (
        <>
          <p className="max-w-2xl px-5 py-4 text-sm text-ink-2">
            A mirror copies what a provider stores into this server, with messages and metadata,
            where you can search, chart and keep it as long as you like. It never changes what is
            already here, never brings back what you deleted here, and keeps what the provider
            drops.
          </p>
          <ul aria-label="Mirrors" className="border-t border-line">
            {mirrors.map((mirror) => (
              <MirrorRow key={mirror.provider} mirror={mirror} />
            ))}
          </ul>
        </>
      )}
    </Loaded>
  );
}

function NoKeeper() {
  return (
    <EmptyState
      icon={<CopyPlus aria-hidden />}
      title="No provider that stores completions"
      actions={
        <Link to={paths.settings()} className={buttonLook()}>
          See the providers
        </Link>
      }
    >
      A provider that keeps completions itself, such as OpenAI for 30 days, can be copied into this
      server: set OPENAI_API_KEY, or name it in AIProviders.json with “stored”: true.
    </EmptyState>
  );
}
