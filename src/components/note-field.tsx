import { LONGEST_NOTE, type useNote } from '@/components/drafts/use-note';
import { countCodePoints } from '#contract/code-points';
import { Badge } from '@/ui/badge';
import { Counter } from '@/ui/counter';
import { isComposing } from '@/ui/is-composing';
import { TextArea } from '@/ui/text-area';

type Props = {
  note: Pick<ReturnType<typeof useNote>, 'text' | 'isDraft' | 'onChange'>;
  noteKey: string;
  /** The field was left. */
  onKeep: () => void;
  /** Escape was pressed: the focus has to go somewhere. */
  onEnd: () => void;
  /** Mod+Enter ends it as well; elsewhere it is a key of the page. */
  endsOnEnter?: boolean;
};

/** The note on a completion, which is a pair of its metadata. */
export function NoteField({ note, noteKey, onKeep, onEnd, endsOnEnter = false }: Props) {
  return (
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
      data-note
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

export function focusNote(): void {
  document.querySelector<HTMLElement>('[data-note]')?.focus();
}
