import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLack } from '@/queries/access';
import { serverQueries } from '@/queries/server-queries';
import { sessionMutations } from '@/queries/session';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Section } from './section';

/** Only where the server has an access token: elsewhere there is nothing to log out of. */
export function SessionSection() {
  const { data: server } = useQuery(serverQueries.info());
  const logOut = useMutation(sessionMutations.logOut());
  const lack = useLack('admin');
  const [isAsking, setAsking] = useState(false);
  if (!server?.capabilities.includes('session')) return null;
  return (
    <Section title="Session" hint="This browser is logged in to the server.">
      <div className="flex flex-wrap gap-2">
        <Button loading={logOut.isPending} onClick={() => logOut.mutate()}>
          Log out
        </Button>
        <Button variant="dangerGhost" notNow={lack} onClick={() => setAsking(true)}>
          Log out everywhere
        </Button>
      </div>
      <Failure error={logOut.error} />
      {isAsking && <LogOutEverywhere onClose={() => setAsking(false)} />}
    </Section>
  );
}

function LogOutEverywhere({ onClose }: { onClose: () => void }) {
  const logOut = useMutation(sessionMutations.logOutEverywhere());
  return (
    <ConfirmDialog
      title="Log out everywhere?"
      confirmLabel="Log out everywhere"
      danger
      loading={logOut.isPending}
      onConfirm={() => logOut.mutate()}
      onClose={onClose}
    >
      <p>
        Every browser logged in to this server, this one included, will need the access token again.
        Applications that send the token keep working, and answers under way continue.
      </p>
      <Failure error={logOut.error} />
    </ConfirmDialog>
  );
}

function Failure({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <p role="alert" className="mt-2 text-xs text-danger-ink">
      {error.message}
    </p>
  );
}
