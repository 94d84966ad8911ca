import { useMutation } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { CompletionSummary } from '@/api/completion-summary';
import type { Connection } from '@/api/connection';
import type { Filter } from '#contract/filter';
import { changeValue } from '@/queries/change-pairs';
import { Chip } from '@/ui/chip';
import { IconButton } from '@/ui/icon-button';
import { showToast } from '@/ui/toast-store';

type Props = {
  connection: Connection;
  row: CompletionSummary;
  name: string;
  onFilter: (filter: Filter) => void;
};

/** The value of one metadata key: a click filters by it, the pencil edits it in place. */
export function PairCell({ connection, row, name, onFilter }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const saving = useMutation(changeValue(connection));
  const value = Object.hasOwn(row.metadata, name) ? row.metadata[name] : undefined;

  function save(next: string | undefined, isUndo = false) {
    setDraft(null);
    if (next === value && !isUndo) return;
    const undo = { label: 'Undo', onAct: () => save(value, true) };
    saving.mutate(
      { id: row.id, key: name, value: next },
      {
        onSuccess: () =>
          showToast({
            title: next === undefined ? `${name} removed` : `${name} is ${next}`,
            ...(!isUndo && { action: undo }),
          }),
        onError: ({ message }) =>
          showToast({ title: `${name} was not changed`, detail: message, tone: 'danger' }),
      },
    );
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') setDraft(null);
    // Emptied, the pair goes.
    else if (event.key === 'Enter') save(draft || undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  if (draft !== null) {
    return (
      <input
        // The press on the pencil asked for it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        aria-label={`Value of ${name}`}
        maxLength={512}
        className="control relative z-1 h-6 w-full px-1.5 text-xs"
        value={draft}
        onChange={({ target }) => setDraft(target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => save(draft || undefined)}
      />
    );
  }
  return (
    <span className="group/pair flex min-w-0 items-center gap-0.5">
      {value === undefined ? (
        <span className="text-ink-3">–</span>
      ) : (
        <Chip
          value={value}
          title={`Show only ${name}=${value}`}
          className="relative z-1 min-w-0"
          onClick={() => onFilter({ field: 'metadata', key: name, value })}
        />
      )}
      <IconButton
        label={`Edit ${name}`}
        size="iconSm"
        className="relative z-1 size-6 opacity-0 group-hover/pair:opacity-100 focus-visible:opacity-100"
        onClick={() => setDraft(value ?? '')}
      >
        <Pencil aria-hidden className="size-3" />
      </IconButton>
    </span>
  );
}
