import { saveFile } from '@/lib/save-file';
import { LibraryDialog } from '../library/library-dialog';
import { importPresets, listPresets, presetFile, putPreset } from './preset-library';
import { PresetRow } from './preset-row';
import { SavePresetForm } from './save-preset-form';

/** Prompts with their parameters and tools, kept under names with all their versions. */
export function PresetsDialog({ onClose }: { onClose: () => void }) {
  return (
    <LibraryDialog
      title="Presets"
      thing="preset"
      placeholder="Search names"
      load={listPresets}
      wordsOf={({ name }) => name}
      renderForm={({ all, done }) => (
        <SavePresetForm names={all.map(({ name }) => name)} onSaved={done} />
      )}
      renderRow={(preset, { all, done, removed }) => (
        <PresetRow
          key={preset.id}
          preset={preset}
          presets={all}
          onDone={done}
          onRemoved={() => removed(preset.name, () => putPreset(preset))}
          onClose={onClose}
        />
      )}
      empty="Save the prompt, its parameters and tools under a name to have them again."
      unfound="No preset has this name."
      onExport={(presets) => saveFile(presetFile(presets), 'presets.json')}
      onImport={importPresets}
      onClose={onClose}
    />
  );
}
