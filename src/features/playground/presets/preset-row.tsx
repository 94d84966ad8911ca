import Copy from 'lucide-react/icons/copy';
import MoreHorizontal from 'lucide-react/icons/ellipsis';
import Link2 from 'lucide-react/icons/link-2';
import Pencil from 'lucide-react/icons/pencil';
import History from 'lucide-react/icons/rotate-ccw-clock';
import Trash2 from 'lucide-react/icons/trash';
import { useState } from 'react';
import { freeName, namesOf } from '@/lib/free-name';
import { formatCount, formatRelativeTime } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { basePath } from '@/lib/own-address';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Menu, MenuItem } from '@/ui/menu';
import { NameField } from '@/ui/name-field';
import { showToast } from '@/ui/toast-store';
import { isAnswering, usePlayground } from '../turns/playground-store';
import { newest, type Preset, type PresetContent } from './preset';
import { presetOpened, presetUsedHere } from './preset-events';
import { putPreset, removePreset } from './preset-library';
import { presetLink } from './preset-link';
import { PresetVersions } from './preset-versions';

type Props = {
  preset: Preset;
  presets: readonly Preset[];
  onDone: (words: string) => void;
  onRemoved: () => void;
  onClose: () => void;
};

export function PresetRow({ preset, presets, onDone, onRemoved, onClose }: Props) {
  const { name, versions } = preset;
  const [shows, setShows] = useState<'name' | 'versions' | null>(null);
  const isBusy = usePlayground(isAnswering);

  function open(content: PresetContent) {
    presetOpened(content);
    onClose();
  }
  function applyHere(content: PresetContent) {
    const undo = presetUsedHere(content);
    showToast({ title: `“${name}” is in use here`, action: { label: 'Undo', onAct: undo } });
    onClose();
  }
  async function share() {
    try {
      const link = await presetLink(location.origin + basePath, { name, content: newest(preset) });
      await navigator.clipboard.writeText(link);
      onDone(`The link to “${name}” is copied; it holds everything, and no key`);
    } catch (error) {
      onDone(error instanceof Error ? error.message : 'The link could not be copied.');
    }
  }
  async function rename(next: string | null) {
    setShows(null);
    const wanted = next?.trim() ?? '';
    if (wanted === '' || wanted === name) return;
    const others = presets.filter(({ id }) => id !== preset.id);
    await putPreset({ ...preset, name: freeName(wanted, namesOf(others)) });
    onDone(`Renamed “${name}”`);
  }
  async function copy() {
    const free = freeName(`${name} copy`, namesOf(presets));
    await putPreset({ ...preset, id: crypto.randomUUID(), name: free });
    onDone(`Copied to “${free}”`);
  }
  const toggleVersions = () => setShows(shows === 'versions' ? null : 'versions');
  async function remove() {
    await removePreset(preset.id);
    onRemoved();
  }

  return (
    <li className="rounded-md px-2 py-1.5 hover:bg-hover">
      {shows === 'name' ? (
        <NameField label="Name of the preset" name={name} onDone={(next) => void rename(next)} />
      ) : (
        <p className="truncate text-sm font-medium">
          <bdi>{shownText(name)}</bdi>
        </p>
      )}
      <p className="text-xs text-ink-3">
        {formatCount(versions.length, 'version')} ·{' '}
        {formatRelativeTime(newest(preset).savedAt / 1000)}
      </p>
      <div className="mt-1 flex items-center gap-1">
        <Button size="sm" onClick={() => open(newest(preset))}>
          Open
        </Button>
        <Button
          size="sm"
          variant="ghost"
          disabled={isBusy}
          onClick={() => applyHere(newest(preset))}
        >
          Use here
        </Button>
        <PresetMenu
          name={name}
          acts={{ share, copy, remove, rename: () => setShows('name'), versions: toggleVersions }}
        />
        {isBusy && <span className="text-xs text-ink-3">Stop the running answer first</span>}
      </div>
      {shows === 'versions' && <PresetVersions preset={preset} onDone={onDone} onOpen={open} />}
    </li>
  );
}

type MenuProps = {
  name: string;
  acts: {
    versions: () => void;
    rename: () => void;
    share: () => Promise<void>;
    copy: () => Promise<void>;
    remove: () => Promise<void>;
  };
};

function PresetMenu({ name, acts }: MenuProps) {
  return (
    <Menu
      label={`Actions for ${name}`}
      placement="bottom-end"
      trigger={
        <IconButton label={`More for ${name}`} size="iconSm">
          <MoreHorizontal aria-hidden className="size-4" />
        </IconButton>
      }
    >
      <MenuItem icon={<History aria-hidden />} onSelect={acts.versions}>
        Versions
      </MenuItem>
      <MenuItem icon={<Link2 aria-hidden />} onSelect={() => void acts.share()}>
        Copy a link
      </MenuItem>
      <MenuItem icon={<Pencil aria-hidden />} onSelect={acts.rename}>
        Rename
      </MenuItem>
      <MenuItem icon={<Copy aria-hidden />} onSelect={() => void acts.copy()}>
        Duplicate
      </MenuItem>
      <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => void acts.remove()}>
        Delete
      </MenuItem>
    </Menu>
  );
}
