import { useQuery } from '@tanstack/react-query';
import Plus from 'lucide-react/icons/plus';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import {
  type DraftKey,
  draftKey,
  readDraft,
  returnDraft,
  useDraftReturns,
} from '@/components/drafts/draft-store';
import { CannotDoNote } from '@/components/cannot-do';
import { QueryError } from '@/components/query-error';
import { completionQueries } from '@/queries/completion-queries';
import { useCannot } from '@/queries/source/source-can';
import { Badge } from '@/ui/badge';
import { METADATA_LIMITS } from '#contract/metadata';
import { Counter } from '@/ui/counter';
import { useKeys } from '@/components/keys/use-keys';
import { useHotkeys } from '@/ui/hotkeys';
import { IconButton } from '@/ui/icon-button';
import { showToast } from '@/ui/toast-store';
import { MetadataActions } from './metadata-actions';
import { MetadataConflicts } from './metadata-conflicts';
import {
  countPairs,
  draftPair,
  metadataOf,
  problemsOf,
  withoutPair,
  withPasted,
  withPair,
} from './metadata-draft';
import { MetadataPair } from './metadata-pair';
import { MetadataReadOnly } from './metadata-read-only';
import { useMetadataDraft } from './use-metadata-draft';
import { useSaveMetadata } from './use-save-metadata';

type Props = {
  connection: Connection;
  /** The completion as the page shows it. */
  shown: CompletionAnswer;
};

type EditorProps = Props & {
  /** What stands above says why nothing can be changed. */
  isTold?: boolean;
};

export function MetadataEditor({ connection, shown, isTold = false }: EditorProps) {
  const key = draftKey(connection, shown.data.id, 'metadata');
  // A draft that comes back is another beginning.
  const returns = useDraftReturns(key);
  const cannot = useCannot(connection, 'update');
  const typed = readDraft(key);
  // What was typed before it was known stays, to be copied out.
  if (cannot && (typed ?? null) === null)
    return (
      <MetadataReadOnly
        {...{ connection, cannot, isTold }}
        id={shown.data.id}
        metadata={shown.data.metadata ?? {}}
      />
    );
  return (
    <Editor key={`${JSON.stringify(key)} ${returns}`} {...{ connection, shown }} place={key} />
  );
}

// oxlint-disable-next-line max-lines-per-function -- one screen, whose parts share their state
function Editor({ connection, shown, place }: Props & { place: DraftKey }) {
  const form = useRef<HTMLFormElement>(null);
  // Read here too: a parent that has not rendered yet would pass the version from before a save.
  const answer = useQuery(completionQueries(connection).detail(shown.data.id)).data ?? shown;
  const saving = useSaveMetadata(connection);
  const draft = useMetadataDraft(answer.data.metadata ?? {}, saving.isSaving, place);
  const { pairs, conflict, isChanged } = draft;
  const [open, setOpen] = useState<number | null>(null);
  const problems = problemsOf(pairs);
  const count = countPairs(pairs);
  const cannot = useCannot(connection, 'update');
  const reason = cannot?.sentence ?? blockReason(problems.size, count, conflict !== null);
  useKeys({ editMetadata: edit });
  // Without changes the key is that of whatever is around it.
  useHotkeys({ 'Mod+Enter': isChanged ? save : undefined });

  function save() {
    if (!isChanged || reason !== null || saving.isSaving) return;
    const sent = metadataOf(pairs);
    const change = { id: answer.data.id, metadata: sent, base: draft.base, etag: answer.etag };
    const hadFocus = form.current?.contains(document.activeElement) ?? false;
    saving.save(change, ({ data }) => {
      draft.saved(data.metadata ?? {}, sent);
      // The button that was pressed is gone by then.
      requestAnimationFrame(() => {
        if (hadFocus && document.activeElement === document.body) focusAdd(form.current);
      });
    });
  }

  function discard() {
    const typed = draft.discard();
    const action = { label: 'Undo', onAct: () => returnDraft(place, typed) };
    showToast({ title: 'Changes discarded', action });
    focusAdd(form.current);
  }

  function edit() {
    if (pairs.length === 0) add();
    else focusKey(form.current, 0);
  }

  function add() {
    const pair = draftPair();
    // At once: a letter that is typed before the next paint belongs into the field.
    flushSync(() => {
      draft.setPairs([...pairs, pair]);
      setOpen(pair.id);
    });
    focusKey(form.current, -1);
  }

  const isOpen = pairs.some(({ id }) => id === open);
  const actions = (isChanged || saving.isSaving) && (
    <MetadataActions isSaving={saving.isSaving} reason={reason} onDiscard={discard} />
  );
  return (
    <form
      ref={form}
      aria-label="Metadata"
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <MetadataHeader isChanged={isChanged} count={count} onAdd={add} />
      {conflict && <MetadataConflicts {...conflict} onResolve={draft.resolve} />}
      {pairs.length === 0 && (
        <p className="text-xs text-ink-3">No metadata yet. Tag this completion to find it again.</p>
      )}
      <ul>
        {pairs.map((pair) => (
          <MetadataPair
            key={pair.id}
            pair={pair}
            problems={problems.get(pair.id)}
            isChanged={draft.base[pair.key] !== pair.value}
            isOpen={pair.id === open}
            onOpen={() => setOpen(pair.id)}
            onChange={(next) => draft.setPairs(withPair(pairs, next))}
            onRemove={() => draft.setPairs(withoutPair(pairs, pair))}
            onPaste={(pasted) => draft.setPairs(withPasted(pairs, pair, pasted))}
          >
            {pair.id === open && actions}
          </MetadataPair>
        ))}
      </ul>
      <output className="block text-xs empty:absolute text-warning-ink">{draft.notice}</output>
      {saving.error && !conflict && (
        <QueryError title="The metadata was not saved" error={saving.error} />
      )}
      {cannot && <CannotDoNote cannot={cannot} />}
      {!isOpen && actions}
    </form>
  );
}

type HeaderProps = { isChanged: boolean; count: number; onAdd: () => void };

function MetadataHeader({ isChanged, count, onAdd }: HeaderProps) {
  return (
    <header className="flex min-h-7 items-center gap-2">
      <h2 className="text-sm font-semibold">Metadata</h2>
      {isChanged && <Badge tone="warning">Not saved</Badge>}
      <span className="flex-1" />
      <Counter label="Pairs" value={count} max={METADATA_LIMITS.pairs} />
      <IconButton size="iconSm" label="Add pair" data-add-pair className="-me-1.5" onClick={onAdd}>
        <Plus aria-hidden className="size-4" />
      </IconButton>
    </header>
  );
}

function blockReason(problems: number, pairs: number, hasConflict: boolean): string | null {
  if (hasConflict) return 'Choose what to keep above, then save.';
  if (problems > 0) return 'Correct what is marked, then save.';
  if (pairs > METADATA_LIMITS.pairs) return `Remove pairs until ${METADATA_LIMITS.pairs} are left.`;
  return null;
}

function focusAdd(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[data-add-pair]')?.focus();
}

function focusKey(form: HTMLFormElement | null, position: 0 | -1): void {
  [...(form?.querySelectorAll<HTMLElement>('[data-pair-key]') ?? [])].at(position)?.focus();
}
