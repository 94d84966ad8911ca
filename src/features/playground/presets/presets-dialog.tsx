import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { hasWords } from '@/lib/has-words';
import { saveFile } from '@/lib/save-file';
import { readTextFile } from '@/lib/read-text';
import { Dialog } from '@/ui/dialog';
import { DialogNote, type Note } from '@/ui/dialog-note';
import { ExportImport } from '@/ui/export-import';
import { TextField } from '@/ui/text-field';
import type { Preset } from './preset';
import { importPresets, listPresets, presetFile, putPreset } from './preset-library';
import { PresetRow } from './preset-row';
import { SavePresetForm } from './save-preset-form';

const queryKey = ['presets'];

/** Prompts with their parameters and tools, kept under names with all their versions. */
export function PresetsDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [search, setSearch] = useState('');
  const [note, setNote] = useState<Note | null>(null);
  const list = useQuery({ queryKey, gcTime: 0, queryFn: listPresets });
  const isFound = hasWords(search);
  const found = list.data?.filter(({ name }) => isFound(name));
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
  async function addFile(file: File) {
    const count = await importPresets((await readTextFile(file))?.text ?? '');
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
      <DialogNote note={note} />
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
      <ExportImport
        exportLabel="Export"
        isEmpty={!found?.length}
        onExport={() => saveFile(presetFile(found ?? []), 'presets.json')}
        onFile={(file) => void addFile(file)}
      />
    </Dialog>
  );
}
