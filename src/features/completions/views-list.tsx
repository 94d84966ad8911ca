import { useState } from 'react';
import { useConnection } from '@/components/connection-store';
import { useSavedViews } from '@/components/saved-view-store';
import { useViews, type View } from '@/components/views/use-views';
import { countCodePoints } from '#contract/code-points';
import type { CompletionSearch } from '@/lib/completion-search';
import { useCapability } from '@/queries/capabilities';
import { useLack } from '@/queries/access';
import { Button } from '@/ui/button';
import { closePopover } from '@/ui/popover';
import { TextField } from '@/ui/text-field';
import { useViewActions } from './view-actions';
import { ViewItem } from './view-item';

export type ViewsProps = { search: CompletionSearch };

type Props = ViewsProps & {
  /** The view that was opened, and is not what is shown any more. */
  edited: View | null;
};

/** Characters of a name. */
const LONGEST_NAME = 60;

/** Views are opened by a click, one of them by a bare address; the list is the team's where the server keeps it. */
export function ViewsList({ search, edited }: Props) {
  const views = useViews();
  const isTeam = useCapability(useConnection(), 'views');
  const lack = useLack('write');
  const notNow = isTeam ? lack : null;
  const usual = useSavedViews((state) => state.usual);
  const { save, change } = useViewActions();
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const isLong = countCodePoints(name) > LONGEST_NAME;

  async function attempt(act: Promise<void>, inside: Element) {
    try {
      await act;
      closePopover(inside);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  }
  return (
    <div className="space-y-3">
      {edited && (
        <Button
          variant="primary"
          className="w-full"
          notNow={edited.stored && lack}
          onClick={({ currentTarget }) => void attempt(change(edited, { search }), currentTarget)}
        >
          Save changes
        </Button>
      )}
      {views.length === 0 ? (
        <p className="text-xs text-ink-3">
          A view keeps the filters, the sort and the columns under a name,{' '}
          {isTeam ? 'for everybody who works with this server.' : 'in this browser.'}
        </p>
      ) : (
        <ul className="-mx-1 max-h-80 scrolls-y">
          {views.map((view, at) => (
            <ViewItem
              key={view.id}
              view={view}
              isUsual={view.id === usual}
              before={views[at - 1] ?? null}
              after={views[at + 1] ?? null}
            />
          ))}
        </ul>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '' || isLong || notNow !== null) return;
          void attempt(save(name.trim(), search), event.currentTarget);
        }}
        className="flex items-end gap-2"
      >
        <TextField
          className="flex-1"
          label="Save what is shown as"
          value={name}
          error={isLong ? `Shorten it to ${LONGEST_NAME} characters.` : (failure ?? undefined)}
          onChange={({ target }) => {
            setName(target.value);
            setFailure(null);
          }}
        />
        <Button type="submit" notNow={notNow} disabled={name.trim() === '' || isLong}>
          Save
        </Button>
      </form>
    </div>
  );
}
