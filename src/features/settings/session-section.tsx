import { useMutation, useQuery } from '@tanstack/react-query';
import { serverQueries } from '@/queries/server-queries';
import { sessionMutations } from '@/queries/session';
import { Button } from '@/ui/button';
import { Section } from './section';

/** Only where the server has an access token: elsewhere there is nothing to log out of. */
export function SessionSection() {
  const { data: server } = useQuery(serverQueries.info());
  const logOut = useMutation(sessionMutations.logOut());
  if (!server?.capabilities.includes('session')) return null;
  return (
    <Section title="Session" hint="This browser is logged in to the server.">
      <Button loading={logOut.isPending} onClick={() => logOut.mutate()}>
        Log out
      </Button>
      {logOut.error && (
        <p role="alert" className="text-xs text-danger-ink">
          {logOut.error.message}
        </p>
      )}
    </Section>
  );
}
