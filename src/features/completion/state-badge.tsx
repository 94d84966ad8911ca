import { type IncompleteReason, isIncompleteReason } from '#contract/completion';
import type { StoredFacts } from '#contract/wire/completions';
import { Badge } from '@/ui/badge';

const REASONS: Record<IncompleteReason, string> = {
  user_stop: 'stopped by the user',
  client_disconnect: 'the client left',
  upstream_error: 'the provider failed',
  upstream_timeout: 'the provider took too long',
  server_restart: 'the server was restarted',
  unwatched: 'nobody was watching it any more',
  not_stored: 'it could not be stored',
  invalid_response: 'the provider’s answer could not be read',
};

/** Whether the answer is all there, and if not, why. */
export function StateBadge({ facts }: { facts: StoredFacts }) {
  const { state, reason } = facts;
  if (state === 'complete') return <Badge tone="success">Complete</Badge>;
  if (state === 'running') return <Badge tone="accent">Running</Badge>;
  const why = reason === null ? null : isIncompleteReason(reason) ? REASONS[reason] : reason;
  return <Badge tone="warning">{why === null ? 'Incomplete' : `Incomplete: ${why}`}</Badge>;
}
