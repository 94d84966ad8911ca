import { useMutation } from '@tanstack/react-query';
import Pencil from 'lucide-react/icons/pencil';
import X from 'lucide-react/icons/x';
import { type KeyboardEvent, useState, useSyncExternalStore } from 'react';
import type { CompletionSummary } from '@/api/completion-summary';
import type { Connection } from '@/api/connection';
import {
  type DraftKey,
  draftKey,
  dropDraft,
  keepDraft,
  readDraft,
  subscribeToDrafts,
} from '@/components/drafts/draft-store';
import type { Filter } from '#contract/filter';
import { aboutMetadata } from '@/components/about-metadata';
import { valueProblem } from '#contract/metadata';
import { isOneLine } from '@/ui/line-input';
import { changeValue } from '@/queries/change-pairs';
import { useCannot } from '@/queries/source/source-can';
import { Chip } from '@/ui/chip';
import { IconButton } from '@/ui/icon-button';
import { isComposing } from '@/ui/is-composing';
import { showToast } from '@/ui/toast-store';

type Props = {
  connection: Connection;
  row: CompletionSummary;
  name: string;
  onFilter: (filter: Filter) => void;
};

const MANY_LINES = 'Line breaks, tabs and control characters are edited in the completion itself.';

/** The value of one metadata key: a click filters by it, the pencil edits it in place. */
export function PairCell({ connection, row, name, onFilter }: Props) {
  const [isEditing, setEditing] = useState(false);
  const place = draftKey(connection, row.id, `value ${name}`);
  const kept = useSyncExternalStore(subscribeToDrafts, () => readDraft(place));
  const draft = typeof kept === 'string' ? kept : null;
  const cannot = useCannot(connection, 'update');
  const whyNot = cannot?.sentence ?? (isOneLine(row.metadata[name] ?? '') ? null : MANY_LINES);
  const saving = useMutation(changeValue(connection));
  const value = Object.hasOwn(row.metadata, name) ? row.metadata[name] : undefined;

  const problem = draft === null ? null : valueProblem(draft);

  function save(next: string | undefined, isUndo = false) {
    if (problem !== null && !isUndo) {
      // What was typed stays, to be shortened.
      showToast({ title: `${name} was not changed`, detail: problem, tone: 'danger' });
      return;
    }
    setEditing(false);
    if (next === value && !isUndo) {
      dropDraft(place);
      return;
    }
    const undo = { label: 'Undo', onAct: () => save(value, true) };
    saving.mutate(
      { id: row.id, key: name, value: next },
      {
        onSuccess: () => {
          dropDraft(place);
          showToast({
            about: aboutMetadata(row.id),
            title: next === undefined ? `${name} removed` : `${name} is ${next}`,
            ...(!isUndo && { action: undo }),
          });
        },
        onError: ({ message }) =>
          showToast({ title: `${name} was not changed`, detail: message, tone: 'danger' }),
      },
    );
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (isComposing(event)) return;
    // What was typed stays beside the value until it is saved or discarded.
    if (event.key === 'Escape') {
      setEditing(false);
      focusRow(event.currentTarget);
    }
    // Emptied, the pair goes.
    else if (event.key === 'Enter') {
      focusRow(event.currentTarget);
      if (draft !== null) save(draft || undefined);
      else setEditing(false);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  if (isEditing) {
    return (
      <ValueField
        name={name}
        value={draft ?? value ?? ''}
        onType={(text) => keepDraft(place, text)}
        onKeyDown={onKeyDown}
        // Leaving the field for anything else saves; Escape and Enter have left it before.
        onLeave={() => save(draft === null ? value : draft || undefined)}
      />
    );
  }
  return (
    <span className="group/pair flex min-w-0 items-center gap-0.5">
      {draft !== null && <TypedValue name={name} place={place} draft={draft} />}
      {draft !== null ? null : value === undefined ? (
        <span className="text-ink-3">–</span>
      ) : (
        <Chip
          value={value}
          title={`Show only ${name}=${value}`}
          className="min-w-0"
          onClick={() => onFilter({ field: 'metadata', key: name, value })}
        />
      )}
      <EditButton name={name} whyNot={whyNot} onEdit={() => setEditing(true)} />
    </span>
  );
}

type EditProps = { name: string; whyNot: string | null; onEdit: () => void };

function EditButton({ name, whyNot, onEdit }: EditProps) {
  return (
    <IconButton
      label={whyNot === null ? `Edit ${name}` : `${name}: ${whyNot}`}
      aria-disabled={whyNot !== null || undefined}
      size="iconSm"
      className="size-6 opacity-0 group-hover/pair:opacity-100 focus-visible:opacity-100"
      onClick={() => whyNot === null && onEdit()}
    >
      <Pencil aria-hidden className="size-3" />
    </IconButton>
  );
}

type FieldProps = {
  name: string;
  value: string;
  onType: (text: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  onLeave: () => void;
};

function ValueField({ name, value, onType, onKeyDown, onLeave }: FieldProps) {
  return (
    <input
      // The press on the pencil asked for it.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      dir="auto"
      aria-label={`Value of ${name}`}
      aria-invalid={valueProblem(value) !== null || undefined}
      onPaste={(event) => {
        if (isOneLine(event.clipboardData.getData('text').trimEnd())) return;
        event.preventDefault();
        showToast({ title: 'Nothing was pasted', detail: MANY_LINES, tone: 'danger' });
      }}
      className="control h-6 w-full px-1.5 text-xs"
      value={value}
      onChange={({ target }) => onType(target.value)}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget }) => {
        if (currentTarget.dataset.left === undefined) onLeave();
      }}
    />
  );
}

type TypedProps = { name: string; place: DraftKey; draft: string };

/** What was typed and not saved, in the place of the value. */
function TypedValue({ name, place, draft }: TypedProps) {
  function discard() {
    dropDraft(place);
    const onAct = () => keepDraft(place, draft);
    showToast({ title: 'Change discarded', action: { label: 'Undo', onAct } });
  }
  return (
    <>
      <Chip value={draft} title={`Not saved: ${draft}`} className="min-w-0 bg-warning-soft" />
      <IconButton
        label={`Discard what was typed for ${name}`}
        size="iconSm"
        className="size-6"
        onClick={discard}
      >
        <X aria-hidden className="size-3" />
      </IconButton>
    </>
  );
}

/** The field is about to go: its row takes the focus, so that the keys go on from there. */
function focusRow(field: HTMLElement): void {
  field.dataset.left = '';
  field.closest('tr')?.querySelector<HTMLElement>('[data-row]')?.focus({ preventScroll: true });
}
