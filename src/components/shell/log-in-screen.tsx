import { useMutation } from '@tanstack/react-query';
import Bookmark from 'lucide-react/icons/bookmark';
import { type SyntheticEvent, useState } from 'react';
import { sessionMutations } from '@/queries/session';
import { type SessionEnd, useSessionEnd } from '@/queries/session-end';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/text-field';

const ENDED: Record<SessionEnd, string> = {
  here: 'You are logged out.',
  'other-tab': 'You were logged out in another tab of this browser.',
  elsewhere:
    'Your session has ended: it was 30 days old, or was ended from another browser, or its token was revoked.',
};

/** In place of everything else while the server refuses: it has an access token, and this browser has not given it. */
export function LogInScreen() {
  const [token, setToken] = useState('');
  const logIn = useMutation(sessionMutations.logIn());
  const { how } = useSessionEnd();

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    logIn.mutate(token.trim());
  }

  return (
    <main className="grid h-full place-items-center scrolls-y p-4">
      <title>Log in · Chatkeep</title>
      <form
        onSubmit={submit}
        className="w-full max-w-sm space-y-5 rounded-xl border border-line bg-surface p-6 shadow-raised"
      >
        <div className="flex items-center gap-2">
          <Bookmark aria-hidden className="size-5 shrink-0 fill-accent text-accent" />
          <span className="text-base font-semibold tracking-tight">Chatkeep</span>
        </div>
        {how !== null && (
          <output className="block rounded-md bg-sunken px-3 py-2 text-sm text-ink">
            {ENDED[how]}
          </output>
        )}
        <div>
          <h1 className="text-lg font-semibold">This server asks for its access token</h1>
          <p className="mt-1 text-sm text-ink-2">
            It is the <code className="font-mono text-xs">ACCESS_TOKEN</code> that the server was
            started with, or one that was made for you. This browser then stays logged in for 30
            days.
          </p>
        </div>
        <TextField
          label="Access token"
          type="password"
          autoComplete="current-password"
          mono
          required
          value={token}
          onChange={(event) => setToken(event.target.value)}
          error={logIn.error?.message}
        />
        <Button
          type="submit"
          variant="primary"
          size="lg"
          className="w-full"
          loading={logIn.isPending}
          disabled={token.trim() === ''}
        >
          Log in
        </Button>
      </form>
    </main>
  );
}
