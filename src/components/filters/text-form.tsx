import { type FormEvent, useState } from 'react';
import type { Filter } from '#contract/filter';
import { Button } from '@/ui/button';
import { focusNew } from '@/ui/focus-new';
import { TextField } from '@/ui/text-field';

type Props = { text: string; onTake: (filters: Filter[], inside: Element) => void };

/** The words that a text has to have. */
export function TextForm({ text, onTake }: Props) {
  const [typed, setTyped] = useState(text);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (typed.trim() !== '') onTake([{ field: 'q', value: typed }], event.currentTarget);
  }
  return (
    <form className="flex items-end gap-2 p-2" onSubmit={submit}>
      <TextField
        keepsLines
        ref={focusNew}
        data-autofocus
        className="flex-1"
        label="The text has"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Button type="submit" variant="primary" disabled={typed.trim() === ''}>
        Apply
      </Button>
    </form>
  );
}
