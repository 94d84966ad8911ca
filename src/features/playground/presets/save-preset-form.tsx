import { useId, useState } from 'react';
import { Button } from '@/ui/button';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';
import { usePlayground } from '../turns/playground-store';
import { contentOf, type Extent } from './preset';
import { savePreset } from './preset-library';

type Props = { names: readonly string[]; onSaved: (words: string) => void };

/** Keeps the open conversation under a name; a name that is there already gets another version. */
export function SavePresetForm({ names, onSaved }: Props) {
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [extent, setExtent] = useState<Extent>('all');
  const [problem, setProblem] = useState<string>();
  const listId = useId();
  const isKnown = names.includes(name.trim());

  async function save() {
    if (name.trim() === '') return setProblem('Give it a name.');
    try {
      const content = contentOf(usePlayground.getState(), extent);
      const { versions } = await savePreset(name.trim(), content, note.trim());
      onSaved(`Saved “${name.trim()}”, version ${versions.length}`);
      setName('');
      setNote('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'It was not saved.');
    }
  }

  return (
    <form
      aria-label="Save as a preset"
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label="Save as"
        list={listId}
        autoComplete="off"
        value={name}
        error={problem}
        hint={isKnown ? 'It becomes the next version; the earlier ones stay.' : undefined}
        onChange={(event) => {
          setName(event.target.value);
          setProblem(undefined);
        }}
      />
      <datalist id={listId}>
        {names.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </datalist>
      <div className="grid grid-cols-2 gap-3">
        <Select
          label="Messages"
          value={extent}
          onChange={(event) => setExtent(event.target.value === 'all' ? 'all' : 'instructions')}
        >
          <option value="all">all of them</option>
          <option value="instructions">instructions only</option>
        </Select>
        <TextField
          label="Note"
          placeholder="What changed"
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <Button type="submit" variant="primary" size="sm">
        {isKnown ? 'Save a version' : 'Save'}
      </Button>
    </form>
  );
}
