import { useQuery } from '@tanstack/react-query';
import Plus from 'lucide-react/icons/plus';
import { type ReactNode, useState } from 'react';
import type { NewToken, Token } from '#contract/wire/tokens';
import { SCOPE_WORDS, SCOPES } from '#contract/scopes';
import { Loaded, rowBars } from '@/components/loaded';
import { useLack } from '@/queries/access';
import { serverQueries } from '@/queries/server-queries';
import { tokenQueries } from '@/queries/token-queries';
import { Button } from '@/ui/button';
import { focusIfFree } from '@/ui/focus-if-free';
import { RevokeToken } from './revoke-token';
import { TokenForm } from './token-form';
import { TokenReady } from './token-ready';
import { TokenTable } from './token-table';

const BARS = rowBars('h-10', 2);

/** Who may use this server beside whoever started it. */
export function TokensSection() {
  const { data: server } = useQuery(serverQueries.info());
  const lack = useLack('admin');
  if (!server) return null;
  return (
    <section aria-label="Access tokens" className="pt-5 pb-2">
      {server.access === null ? (
        <Closed>
          Everybody who reaches this server may use it. Start it with{' '}
          <code className="font-mono text-xs">ACCESS_TOKEN</code>: then it asks for a token, and you
          can make more of them here.
        </Closed>
      ) : lack === null ? (
        <Tokens />
      ) : (
        <Closed>{lack}.</Closed>
      )}
    </section>
  );
}

/** Nobody makes tokens here, for the reason that it says. */
function Closed({ children }: { children: ReactNode }) {
  return (
    <div className="max-w-2xl px-5">
      <Head />
      <p className="text-sm text-ink-2">{children}</p>
    </div>
  );
}

function Head({ children }: { children?: ReactNode }) {
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-2.5 gap-y-1">
      <h2 className="text-sm font-semibold">Access tokens</h2>
      <p className="me-auto text-sm text-ink-3">
        one for each application or person; their names are in jobs and in the audit log
      </p>
      {children}
    </div>
  );
}

function Tokens() {
  const tokens = useQuery(tokenQueries.list());
  /** Null: there has been no form yet. */
  const [isNew, setNew] = useState<boolean | null>(null);
  const [ready, setReady] = useState<NewToken | null>(null);
  const [revoked, setRevoked] = useState<Token | null>(null);
  return (
    <>
      <div className="px-5">
        <Head>
          {!isNew && (
            <Button
              ref={isNew === null || ready ? undefined : focusIfFree}
              onClick={() => setNew(true)}
            >
              <Plus aria-hidden className="size-4" />
              New token
            </Button>
          )}
        </Head>
        {ready && <TokenReady token={ready} onDone={() => setReady(null)} />}
        {isNew && (
          <TokenForm
            onCancel={() => setNew(false)}
            onReady={(token) => {
              setReady(token);
              setNew(false);
            }}
          />
        )}
      </div>
      <Loaded
        query={tokens}
        what="the tokens"
        bars={BARS}
        className="mx-5 my-4"
        empty={{ when: (list) => list.length === 0, show: <None /> }}
      >
        {(list) => <TokenTable tokens={list} onRevoke={setRevoked} />}
      </Loaded>
      <Scopes />
      {revoked && <RevokeToken token={revoked} onClose={() => setRevoked(null)} />}
    </>
  );
}

function None() {
  return (
    <p className="border-y border-line px-5 py-3 text-sm text-ink-2">
      There are none yet: everybody uses the ACCESS_TOKEN that the server was started with, and may
      do everything.
    </p>
  );
}

function Scopes() {
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-0.5 px-5 py-2.5 text-xs text-ink-3">
      {SCOPES.map((scope) => (
        <div key={scope} className="flex gap-1.5">
          <dt className="font-medium text-ink-2">{scope}</dt>
          <dd>{SCOPE_WORDS[scope]}</dd>
        </div>
      ))}
    </dl>
  );
}
