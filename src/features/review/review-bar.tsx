import type { Metadata } from '#contract/metadata';
import { countCodePoints } from '#contract/code-points';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Counter } from '@/ui/counter';
import { isComposing } from '@/ui/is-composing';
import { Kbd } from '@/ui/kbd';
import { TextArea } from '@/ui/text-area';
import type { ReviewSettings } from '@/components/review-settings';
import { LONGEST_NOTE } from '@/components/drafts/use-note';

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
            <span>
              Note, kept as “{noteKey}”{note.isDraft && <Badge tone="warning">Not saved</Badge>}
            </span>
            <Counter label="Characters" value={countCodePoints(note.text)} max={LONGEST_NOTE} />
          </span>
        }
        rows={2}
        data-review-note
        value={note.text}
        onChange={({ target }) => note.onChange(target.value)}
        onBlur={note.onKeep}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || isComposing(event)) return;
          event.preventDefault();
          leaveNote();
        }}
      />
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
