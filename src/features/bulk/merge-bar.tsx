import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { valueProblem } from '#contract/metadata';
import { jobStarted } from '@/components/jobs/followed-job';
import { completionsText } from '@/components/jobs/job-text';
import { QueryError } from '@/components/query-error';
import { formatNumber } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { useLack } from '@/queries/access';
import { prepareJob } from '@/queries/job-queries';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/text-field';
import { targetOf } from './chosen';
import { tagLine, tagOf } from './tag-draft';

type Props = {
  name: string;
  /** What is chosen, the most frequent first. */
  values: readonly { value: string; count: number }[];
  onClose: () => void;
};

/** Gives chosen values of a key one name, and says how many completions that changes. */
export function MergeBar({ name, values, onClose }: Props) {
  const [text, setText] = useState<string | null>(null);
  const into = text ?? values[0]?.value ?? '';
  const merging = useMutation(prepareJob());
  const lack = useLack('write');
  const kept = values.find(({ value }) => value === into);
  const others = values.filter(({ value }) => value !== into);
  const changed = others.reduce((sum, { count }) => sum + count, 0);
  const problem = into === '' ? 'Name the value that stays.' : valueProblem(into);

  function merge(event: FormEvent) {
    event.preventDefault();
    if (problem !== null || lack !== null) return;
    const filters = others.map(({ value }) => ({
      field: 'metadata_any' as const,
      key: name,
      value,
    }));
    const lines = others.map(({ value }) => ({ ...tagLine('replace', name, value), next: into }));
    const target = targetOf({ filters });
    merging.mutate(
      { kind: 'tag', target, tag: tagOf(lines), start: true },
      {
        onSuccess: ({ id }) => {
          jobStarted(id);
          onClose();
        },
      },
    );
  }

  return (
    <form
      aria-label={`Merge values of ${name}`}
      onSubmit={merge}
      className="sticky bottom-0 space-y-1 border-t border-line bg-raised px-5 py-2.5 text-sm"
    >
      <div className="flex flex-wrap items-center gap-2">
        <b className="font-semibold">Merge {formatNumber(values.length)} into</b>
        <TextField
          hideLabel
          label="The value that stays"
          className="w-44"
          value={into}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={({ key }) => key === 'Escape' && onClose()}
        />
        <span className="text-ink-2 tabular-nums">changes {completionsText(changed)}</span>
        <span className="ms-auto flex gap-1">
          <Button size="sm" variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="sm"
            type="submit"
            variant="primary"
            loading={merging.isPending}
            notNow={lack ?? problem}
          >
            Merge, change {formatNumber(changed)}
          </Button>
        </span>
      </div>
      <p className="text-xs text-ink-3">
        {kept && `The ${formatNumber(kept.count)} that say ${shownText(into)} stay as they are. `}
        The job can be undone.
      </p>
      {merging.error && <QueryError title="Nothing was changed" error={merging.error} />}
    </form>
  );
}
