import Settings2 from 'lucide-react/icons/settings-2';
import { type FormEvent, useState } from 'react';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { closePopover, Popover } from '@/ui/popover';
import { TextField } from '@/ui/text-field';
import { keyProblem } from '#contract/metadata';
import {
  parseReviewSet,
  reviewSettingsChanged,
  reviewSetText,
  useReviewSettings,
} from '@/components/review-settings';

/** What verdicts there are, and where they are written. */
export function ReviewSetMenu() {
  return (
    <Popover
      aria-label="Review values"
      placement="bottom-end"
      className="w-80 p-3"
      trigger={
        <IconButton label="Review values">
          <Settings2 aria-hidden className="size-4" />
        </IconButton>
      }
    >
      <ReviewSetForm />
    </Popover>
  );
}

function ReviewSetForm() {
  const settings = useReviewSettings();
  const [text, setText] = useState(reviewSetText(settings));
  const [noteKey, setNoteKey] = useState(settings.noteKey);
  const set = parseReviewSet(text);
  const ownKey = noteKey.trim();
  const isNoteKey = keyProblem(ownKey) === null && ownKey !== set?.key;

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!set || !isNoteKey) return;
    reviewSettingsChanged({ ...set, noteKey: ownKey });
    closePopover(event.currentTarget);
  }

  return (
    <form onSubmit={save} className="space-y-3">
      <TextField
        data-autofocus
        label="Values"
        hint="A metadata key and up to nine values, as in review=good|bad|unsure."
        error={
          set ? undefined : 'Write a key, an equals sign, and different values with | between.'
        }
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <TextField
        label="Key of the note"
        error={isNoteKey ? undefined : 'Give the note a metadata key of its own.'}
        value={noteKey}
        onChange={({ target }) => setNoteKey(target.value)}
      />
      <Button type="submit" variant="primary" size="sm" disabled={!set || !isNoteKey}>
        Save
      </Button>
    </form>
  );
}
