import type { Metadata } from '@/api/wire';
import { countCodePoints } from '@/lib/count-code-points';
import { Button } from '@/ui/button';
import { Counter } from '@/ui/counter';
import { Kbd } from '@/ui/kbd';
import { TextArea } from '@/ui/text-area';
import type { ReviewSettings } from './review-settings';

export const LONGEST_NOTE = 512;

type Note = {
  text: string;
  onChange: (text: string) => void;
  /** The field was left. */
  onKeep: () => void;
};

type Props = {
  settings: ReviewSettings;
  metadata: Metadata;
  /** Undefined takes the verdict back. */
  onVerdict: (value: string | undefined) => void;
  note: Note;
  onSave: () => void;
};

/** The verdict and the note on one completion; both are pairs of its metadata. */
export function ReviewBar({ settings, metadata, onVerdict, note, onSave }: Props) {
  const { key, values, noteKey } = settings;
  const verdict = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
  const isOther = verdict !== undefined && !values.includes(verdict);
  return (
    <section aria-label="Review" className="space-y-3">
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">Verdict ({key})</legend>
        {values.map((value, index) => (
          <Button
            key={value}
            aria-pressed={value === verdict}
            variant={value === verdict ? 'primary' : 'secondary'}
            onClick={() => onVerdict(value === verdict ? undefined : value)}
          >
            {value} <Kbd>{String(index + 1)}</Kbd>
          </Button>
        ))}
      </fieldset>
      {isOther && (
        <p className="text-xs text-ink-3">
          {key} is “{verdict}” now, which is none of these.
        </p>
      )}
      <TextArea
        label={
          <span className="flex justify-between gap-2">
            <span>Note, kept as “{noteKey}”</span>
            <Counter label="Characters" value={countCodePoints(note.text)} max={LONGEST_NOTE} />
          </span>
        }
        rows={2}
        data-review-note
        value={note.text}
        onChange={({ target }) => note.onChange(target.value)}
        onBlur={note.onKeep}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <Button size="sm" onClick={onSave} disabled={countCodePoints(note.text) > LONGEST_NOTE}>
        Save and next <Kbd>Mod+Enter</Kbd>
      </Button>
    </section>
  );
}
