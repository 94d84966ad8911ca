import { useQuery } from '@tanstack/react-query';
import Plus from 'lucide-react/icons/plus';
import { useState } from 'react';
import type { NewToken, Token } from '#contract/wire/tokens';
import { SCOPE_WORDS, SCOPES } from '#contract/scopes';
import { Loaded, rowBars } from '@/components/loaded';
import { useLack } from '@/queries/access';
import { serverQueries } from '@/queries/server-queries';
import { tokenQueries } from '@/queries/token-queries';
import { Button } from '@/ui/button';
import { focusIfFree } from '@/ui/focus-if-free';
import { RevokeToken } from './revoke-token';
import { Section } from './section';
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
    <Section
      title="Access tokens"
      hint="One for each application or person: their names are in jobs and in the audit log."
    >
      {server.access === null ? (
        <p className="text-sm text-ink-2">
          Everybody who reaches this server may use it. Start it with{' '}
          <code className="font-mono text-xs">ACCESS_TOKEN</code>: then it asks for a token, and you
          can make more of them here.
        </p>
      ) : lack === null ? (
        <Tokens />
      ) : (
        <p className="text-sm text-ink-2">{lack}.</p>
      )}
    </Section>
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
      {ready && <TokenReady token={ready} onDone={() => setReady(null)} />}
      <Loaded
        query={tokens}
        what="the tokens"
        bars={BARS}
        className=""
        empty={{ when: (list) => list.length === 0, show: <None /> }}
      >
        {(list) => <TokenTable tokens={list} onRevoke={setRevoked} />}
      </Loaded>
      {isNew ? (
        <TokenForm
          onCancel={() => setNew(false)}
          onReady={(token) => {
            setReady(token);
            setNew(false);
          }}
        />
      ) : (
        <Button ref={isNew === null ? undefined : focusIfFree} onClick={() => setNew(true)}>
          <Plus aria-hidden className="size-4" />
          New token
        </Button>
      )}
      <Scopes />
      {revoked && <RevokeToken token={revoked} onClose={() => setRevoked(null)} />}
    </>
  );
}

function None() {
  return (
    <p className="text-sm text-ink-2">
      There are none yet: everybody uses the ACCESS_TOKEN that the server was started with, and may
      do everything.
    </p>
  );
}

function Scopes() {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-xs text-ink-3">
      {SCOPES.map((scope) => (
        <div key={scope} className="contents">
          <dt className="font-medium text-ink-2">{scope}</dt>
          <dd>{SCOPE_WORDS[scope]}</dd>
        </div>
      ))}
    </dl>
  );
}
