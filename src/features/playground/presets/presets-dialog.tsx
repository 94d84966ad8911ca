import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, Upload } from 'lucide-react';
import { useState } from 'react';
import { Button, buttonLook } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/text-field';
import type { Preset } from './preset';
import { importPresets, listPresets, presetFile, putPreset } from './preset-library';
import { PresetRow } from './preset-row';
import { SavePresetForm } from './save-preset-form';

type Note = { text: string; onUndo?: () => void };

const queryKey = ['presets'];

/** Prompts with their parameters and tools, kept under names with all their versions. */
export function PresetsDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [search, setSearch] = useState('');
  // In the dialog and not as a toast: nothing beneath a modal dialog can be clicked.
  const [note, setNote] = useState<Note | null>(null);
  const list = useQuery({ queryKey, gcTime: 0, queryFn: listPresets });
  const words = search.trim().toLowerCase();
  const found = list.data?.filter(({ name }) => name.toLowerCase().includes(words));
  const refresh = () => void client.invalidateQueries({ queryKey });

  function noteRemoved(preset: Preset) {
    const onUndo = () => {
      setNote(null);
      void putPreset(preset).then(refresh);
    };
    setNote({ text: `Deleted “${preset.name}”`, onUndo });
    refresh();
  }
  function noteDone(text: string) {
    setNote({ text });
    refresh();
  }
  async function addFile(file: File | undefined) {
    if (!file) return;
    const count = await importPresets(await file.text());
    const done = count === 1 ? '1 preset imported' : `${count} presets imported`;
    noteDone(count === null ? 'This file holds no presets' : done);
  }

  return (
    <Dialog title="Presets" placement="right" onClose={onClose}>
      <SavePresetForm names={list.data?.map(({ name }) => name) ?? []} onSaved={noteDone} />
      <TextField
        label="Search presets"
        hideLabel
        type="search"
        placeholder="Search names"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="mt-4"
      />
      <output className="flex items-center gap-2 pt-2 text-sm text-ink-2 empty:hidden">
        {note && <span className="min-w-0 flex-1 break-words">{note.text}</span>}
        {note?.onUndo && (
          <Button size="sm" onClick={note.onUndo}>
            Undo
          </Button>
        )}
      </output>
      <ul aria-label="Presets" className="-mx-2 mt-2 space-y-1">
        {found?.map((preset) => (
          <PresetRow
            key={preset.id}
            preset={preset}
            presets={list.data ?? []}
            onDone={noteDone}
            onRemoved={noteRemoved}
            onClose={onClose}
          />
        ))}
      </ul>
      {found?.length === 0 && (
        <p className="py-6 text-center text-sm text-ink-2">
          {search === ''
            ? 'Save the prompt, its parameters and tools under a name to have them again.'
            : 'No preset has this name.'}
        </p>
      )}
      {list.error && (
        <p role="alert" className="py-6 text-sm text-danger-ink">
          This browser does not let the page keep presets: {list.error.message}
        </p>
      )}
      <Foot presets={found ?? []} onFile={(file) => void addFile(file)} />
    </Dialog>
  );
}

type FootProps = { presets: readonly Preset[]; onFile: (file: File | undefined) => void };

function Foot({ presets, onFile }: FootProps) {
  function save() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(presetFile(presets));
    link.download = 'presets.json';
    link.click();
    URL.revokeObjectURL(link.href);
  }
  return (
    <div className="mt-4 flex gap-2 border-t border-line pt-3">
      <Button size="sm" disabled={presets.length === 0} onClick={save}>
        <Download aria-hidden className="size-3.5" /> Export
      </Button>
      <label className={`${buttonLook({ size: 'sm' })} focus-within:outline-2`}>
        <Upload aria-hidden className="size-3.5" /> Import
        <input
          type="file"
          accept="application/json,.json"
          className="sr-only"
          onChange={(event) => onFile(event.target.files?.[0])}
        />
      </label>
    </div>
  );
}
