import type { Metadata } from '#contract/metadata';
import { useKey } from '@/components/keys/key-store';
import { NoteField } from '@/components/note-field';
import { Button } from '@/ui/button';
import { Kbd } from '@/ui/kbd';
import type { ReviewSettings } from '@/components/review-settings';

type Note = {
  text: string;
  isDraft: boolean;
  isTooLong: boolean;
  onChange: (text: string) => void;
  /** The field was left. */
  onKeep: () => void;
};

type Props = {
  settings: ReviewSettings;
  /** Undefined while they are not here. */
  metadata: Metadata | undefined;
  /** Undefined takes the verdict back. */
  onVerdict: (value: string | undefined) => void;
  note: Note;
  onSave: () => void;
};

/** The verdict and the note on one completion; both are pairs of its metadata. */
export function ReviewBar({ settings, metadata, onVerdict, note, onSave }: Props) {
  const { key, values, noteKey } = settings;
  const hasKeys = useKey('verdict');
  const verdict = metadata && Object.hasOwn(metadata, key) ? metadata[key] : undefined;
  const isOther = verdict !== undefined && !values.includes(verdict);
  return (
    <section aria-label="Review" tabIndex={-1} data-review className="space-y-3 outline-none">
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">Verdict ({key})</legend>
        {values.map((value, index) => (
          <Button
            key={value}
            aria-pressed={value === verdict}
            variant={value === verdict ? 'primary' : 'secondary'}
            onClick={() => onVerdict(value === verdict ? undefined : value)}
          >
            {value} <Kbd>{hasKeys && String(index + 1)}</Kbd>
          </Button>
        ))}
      </fieldset>
      {isOther && (
        <p className="text-xs text-ink-3">
          {key} is “{verdict}” now, which is none of these.
        </p>
      )}
      <NoteField note={note} noteKey={noteKey} onKeep={note.onKeep} onEnd={leaveNote} />
      <Button size="sm" onClick={onSave} disabled={note.isTooLong}>
        Save and next <Kbd>Mod+Enter</Kbd>
      </Button>
    </section>
  );
}

/** To where the keys are verdicts again; never to the body, from where Tab begins at the top of the page. */
export function leaveNote(): void {
  document.querySelector<HTMLElement>('[data-review]')?.focus({ preventScroll: true });
}
