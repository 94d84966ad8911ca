import { useMutation, useQuery } from '@tanstack/react-query';
import CalendarClock from 'lucide-react/icons/calendar-clock';
import { useState } from 'react';
import type { Rule } from '#contract/wire/retention';
import { Loaded, rowBars } from '@/components/loaded';
import { QueryError } from '@/components/query-error';
import { formatDuration } from '@/lib/format';
import { useLack } from '@/queries/access';
import { retentionMutations, retentionQueries } from '@/queries/retention-queries';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { LastDeletions } from './last-deletions';
import { AddRule } from './new-rule';
import { RuleEditor } from './rule-editor';
import { RuleRow } from './rule-row';

/** The rules by which completions go when they are old. */
export function RetentionSection() {
  const query = useQuery(retentionQueries.rules());
  return (
    <Loaded query={query} what="the rules" bars={rowBars('h-16', 2)}>
      {({ rules, jumped }) => (
        <>
          {jumped !== null && <ClockWarning jumped={jumped} />}
          <Rules rules={rules} />
          <LastDeletions />
        </>
      )}
    </Loaded>
  );
}

function Rules({ rules }: { rules: readonly Rule[] }) {
  const [editing, setEditing] = useState<Rule | null>(null);
  if (rules.length === 0) {
    return (
      <EmptyState
        icon={<CalendarClock aria-hidden />}
        title="No retention rules"
        actions={<AddRule variant="primary" />}
      >
        A rule deletes completions older than the days you set, except those you exempt. Before you
        switch it on you see how many that is now; it then waits at least 24 hours.
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label="Retention rules">
        {rules.map((rule) => (
          <RuleRow key={rule.id} rule={rule} onEdit={() => setEditing(rule)} />
        ))}
      </ul>
      {editing && <RuleEditor rule={editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function ClockWarning({ jumped }: { jumped: number }) {
  const confirming = useMutation(retentionMutations.confirmClock());
  const lack = useLack('admin');
  return (
    <div role="alert" className="m-4 rounded-lg border border-line bg-warning-soft p-3 text-sm">
      <p className="font-medium text-warning-ink">No rule runs: the server’s clock is in doubt</p>
      <p className="mt-1 text-ink-2">
        It moved by {formatDuration(Math.abs(jumped) * 1_000)}
        {jumped < 0 ? ' back' : ''}, or the server was off for that long. If its time is right now,
        say so; the trash then goes on at once, and rules after 24 hours.
      </p>
      <Button
        size="sm"
        className="mt-2"
        loading={confirming.isPending}
        notNow={lack}
        onClick={() => confirming.mutate()}
      >
        The time is right
      </Button>
      {confirming.isError && (
        <QueryError className="mt-2" title="That was not saved" error={confirming.error} />
      )}
    </div>
  );
}
