import type { useNote } from '@/components/drafts/use-note';
import { countCodePoints } from '#contract/code-points';
import { METADATA_LIMITS } from '#contract/metadata';
import { Badge } from '@/ui/badge';
import { Counter } from '@/ui/counter';
import { isComposing } from '@/ui/is-composing';
import { TextArea } from '@/ui/text-area';

type Props = {
  /** Of the question that it answers. */
  label?: string;
  /** The question stands above it; then the count waits until it matters. */
  isUnderLabel?: boolean;
  note: Pick<ReturnType<typeof useNote>, 'text' | 'isDraft' | 'problem' | 'onChange'>;
  noteKey: string;
  /** The field was left. */
  onKeep: () => void;
  /** Escape was pressed: the focus has to go somewhere. */
  onEnd: () => void;
  /** Mod+Enter ends it as well; elsewhere it is a key of the page. */
  endsOnEnter?: boolean;
};

/** Characters from which on the limit is near. */
const NEAR = METADATA_LIMITS.value * 0.75;

/** A note on a completion, which is a pair of its metadata. */
export function NoteField(props: Props) {
  const { label = 'Note', isUnderLabel = false, note, noteKey, onKeep, onEnd, endsOnEnter } = props;
  const length = countCodePoints(note.text);
  const state = (
    <>
      {note.isDraft && <Badge tone="warning">Not saved</Badge>}
      <Counter label="Characters" className="ms-auto" value={length} max={METADATA_LIMITS.value} />
    </>
  );
  const name = (
    <span>
      <bdi>{label}</bdi>, kept as “<bdi>{noteKey}</bdi>”
    </span>
  );
  return (
    <TextArea
      label={
        isUnderLabel ? (
          name
        ) : (
          <span className="flex gap-2">
            {name}
            {state}
          </span>
        )
      }
      hideLabel={isUnderLabel}
      hint={
        isUnderLabel &&
        (note.isDraft || length > NEAR) && <span className="flex gap-2">{state}</span>
      }
      rows={2}
      data-note={noteKey}
      error={note.problem}
      value={note.text}
      onChange={({ target }) => note.onChange(target.value)}
      onBlur={onKeep}
      onKeyDown={(event) => {
        const isEnter = endsOnEnter && event.key === 'Enter' && (event.ctrlKey || event.metaKey);
        if ((event.key !== 'Escape' && !isEnter) || isComposing(event)) return;
        event.preventDefault();
        onEnd();
      }}
    />
  );
}

/** The first note of the page, or that of a key. */
export function focusNote(noteKey?: string): void {
  const notes = [...document.querySelectorAll<HTMLElement>('[data-note]')];
  (notes.find(({ dataset }) => dataset['note'] === noteKey) ?? notes[0])?.focus();
}
