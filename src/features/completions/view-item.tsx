import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import Ellipsis from 'lucide-react/icons/ellipsis';
import Pencil from 'lucide-react/icons/pencil';
import Star from 'lucide-react/icons/star';
import Trash2 from 'lucide-react/icons/trash';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { View } from '@/components/views/use-views';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { useLack } from '@/queries/access';
import { IconButton } from '@/ui/icon-button';
import { Menu, MenuItem } from '@/ui/menu';
import { NameField } from '@/ui/name-field';
import { closePopover } from '@/ui/popover';
import { showToast } from '@/ui/toast-store';
import { usualViewToggled, useViewActions } from './view-actions';

type Props = {
  view: View;
  /** A bare address opens it. */
  isUsual: boolean;
  /** Those that it can change places with. */
  before: View | null;
  after: View | null;
};

export function ViewItem({ view, isUsual, before, after }: Props) {
  const [isNaming, setNaming] = useState(false);
  const { change } = useViewActions();
  const { name, query, id } = view;
  const attempt = (act: Promise<void>) =>
    act.catch((error: Error) =>
      showToast({ tone: 'danger', title: `View “${name}” is as it was`, detail: error.message }),
    );
  if (isNaming) {
    return (
      <li className="p-1">
        <NameField
          label="Name of the view"
          name={name}
          onDone={(next) => {
            setNaming(false);
            const wanted = next?.trim() ?? name;
            if (wanted !== '' && wanted !== name) void attempt(change(view, { name: wanted }));
          }}
        />
      </li>
    );
  }
  return (
    <li className="flex items-center rounded-md hover:bg-hover">
      <Link
        to={paths.completions(query)}
        // Even a view without filters is shown as it is, and not the usual one.
        state={{ view: id }}
        onClick={({ currentTarget }) => closePopover(currentTarget)}
        className="min-w-0 flex-1 truncate px-2 py-1.5 text-sm"
      >
        <bdi>{shownText(name)}</bdi>
      </Link>
      {isUsual && <Star aria-label="Opened by default" className="size-4 shrink-0 fill-current" />}
      <ViewMenu {...{ view, isUsual, before, after, attempt }} onName={() => setNaming(true)} />
    </li>
  );
}

type MenuProps = Props & {
  attempt: (act: Promise<void>) => Promise<unknown>;
  onName: () => void;
};

function ViewMenu({ view, isUsual, before, after, attempt, onName }: MenuProps) {
  const { change, take } = useViewActions();
  const lack = useLack('write');
  const disabledReason = (view.stored && lack) ?? undefined;
  const { name } = view;
  /** Only the server keeps an order. */
  const changePlaces = async (other: View | null) => {
    const [own, its] = [view.stored?.position, other?.stored?.position];
    if (other === null || own === undefined || its === undefined) return;
    await change(view, { position: its });
    await change(other, { position: own });
  };
  return (
    <Menu
      label={`The view ${name}`}
      placement="bottom-end"
      trigger={
        <IconButton label={`More about the view ${name}`} size="iconSm">
          <Ellipsis aria-hidden className="size-4" />
        </IconButton>
      }
    >
      <MenuItem icon={<Star aria-hidden />} onSelect={() => usualViewToggled(view)}>
        {isUsual ? 'Do not open by default' : 'Open by default'}
      </MenuItem>
      <MenuItem
        icon={<Pencil aria-hidden />}
        disabledReason={disabledReason}
        onSelect={() => onName()}
      >
        Rename
      </MenuItem>
      {before?.stored && view.stored && (
        <MenuItem
          icon={<ArrowUp aria-hidden />}
          disabledReason={disabledReason}
          onSelect={() => void attempt(changePlaces(before))}
        >
          Move up
        </MenuItem>
      )}
      {after?.stored && view.stored && (
        <MenuItem
          icon={<ArrowDown aria-hidden />}
          disabledReason={disabledReason}
          onSelect={() => void attempt(changePlaces(after))}
        >
          Move down
        </MenuItem>
      )}
      <MenuItem
        danger
        icon={<Trash2 aria-hidden />}
        disabledReason={disabledReason}
        onSelect={() => void attempt(take(view))}
      >
        Delete
      </MenuItem>
    </Menu>
  );
}
