import Star from 'lucide-react/icons/star';
import Trash2 from 'lucide-react/icons/trash';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router-dom';
import { type SavedView, useSavedViews } from '@/components/saved-view-store';
import { countCodePoints } from '#contract/code-points';
import type { CompletionSearch } from '@/lib/completion-search';
import { paths } from '@/paths';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { closePopover } from '@/ui/popover';
import { TextField } from '@/ui/text-field';
import { usualViewToggled, viewOpened, viewRemoved, viewSaved } from './saved-views';

export type ViewsProps = { search: CompletionSearch };

/** Characters of a name. */
const LONGEST_NAME = 60;

/** Views are kept in this browser: opened by a click, one of them by a bare address. */
export function ViewsList({ search }: ViewsProps) {
  const { views, usual } = useSavedViews();
  const [name, setName] = useState('');

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (name.trim() === '') return;
    viewSaved(name.trim(), search);
    closePopover(event.currentTarget);
  }

  return (
    <div className="space-y-3">
      {views.length === 0 ? (
        <p className="text-xs text-ink-3">
          A view keeps the filters, the sort and the columns under a name, in this browser.
        </p>
      ) : (
        <ul>
          {views.map((view) => (
            <ViewItem key={view.name} view={view} isUsual={view.name === usual} />
          ))}
        </ul>
      )}
      <form onSubmit={save} className="flex items-end gap-2">
        <TextField
          className="flex-1"
          label="Save what is shown as"
          value={name}
          error={
            countCodePoints(name) > LONGEST_NAME
              ? `Shorten it to ${LONGEST_NAME} characters.`
              : undefined
          }
          onChange={({ target }) => setName(target.value)}
        />
        <Button type="submit" disabled={name.trim() === '' || countCodePoints(name) > LONGEST_NAME}>
          Save
        </Button>
      </form>
    </div>
  );
}

function ViewItem({ view, isUsual }: { view: SavedView; isUsual: boolean }) {
  const { name, query } = view;
  return (
    <li className="flex items-center rounded-md hover:bg-hover">
      <Link
        to={paths.completions(query)}
        // Even a view without filters is shown as it is, and not the usual one.
        state={{ view: name }}
        onClick={({ currentTarget }) => {
          viewOpened(view);
          closePopover(currentTarget);
        }}
        className="min-w-0 flex-1 truncate px-2 py-1.5 text-sm"
      >
        {name}
      </Link>
      <IconButton
        label={isUsual ? `Do not open ${name} at first` : `Open ${name} at first`}
        size="iconSm"
        aria-pressed={isUsual}
        onClick={() => usualViewToggled(name)}
      >
        <Star aria-hidden className={isUsual ? 'size-4 fill-current' : 'size-4'} />
      </IconButton>
      <IconButton label={`Delete the view ${name}`} size="iconSm" onClick={() => viewRemoved(name)}>
        <Trash2 aria-hidden className="size-4" />
      </IconButton>
    </li>
  );
}
