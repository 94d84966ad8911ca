import type { QueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import { serverQueries } from '@/queries/server-queries';

/** Where the session was ended: in this tab, in another one of this browser, or by none of them that is known of. */
export type SessionEnd = 'here' | 'other-tab' | 'elsewhere';

/** How the session of this page ended; null while there is one, and before the first. */
export const useSessionEnd = create<{ how: SessionEnd | null }>()(() => ({ how: null }));

/** Tabs of one browser share the session, and tell one another of its end. A channel does not hear itself. */
let others: BroadcastChannel | null = null;

/** The server refuses what it allowed before. */
export function sessionRefused(): void {
  if (useSessionEnd.getState().how === null) useSessionEnd.setState({ how: 'elsewhere' });
}

/** Of this tab: everything is asked for anew, what is now there and what is now refused. */
export function sessionChanged(client: QueryClient, how: 'here' | null): void {
  useSessionEnd.setState({ how });
  void client.resetQueries();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of one origin has no such argument
  others?.postMessage(how === null ? 'began' : 'ended');
}

/** From now on the page follows what becomes of the session elsewhere. */
export function followSession(client: QueryClient): void {
  // The shell, which follows this query, shows the log in.
  useSessionEnd.subscribe(({ how }) => {
    if (how === 'elsewhere')
      void client.invalidateQueries({ queryKey: serverQueries.info().queryKey });
  });
  others = new BroadcastChannel('chatkeep-session');
  others.addEventListener('message', ({ data }) => {
    useSessionEnd.setState({ how: data === 'ended' ? 'other-tab' : null });
    void client.resetQueries();
  });
}
