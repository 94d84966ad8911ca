import { useState } from 'react';
import { isComposing } from '@/ui/is-composing';
import { LineInput } from '@/ui/line-input';

type Props = {
  label: string;
  name: string;
  /** Null: the reader has changed their mind. */
  onDone: (name: string | null) => void;
};

/** A name edited in its place: Enter and leaving keep it, Escape does not. */
export function NameField({ label, name, onDone }: Props) {
  const [text, setText] = useState(name);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onDone(text);
      }}
    >
      <LineInput
        aria-label={label}
        // The press on the pencil asked for it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={text}
        // Another name takes the place of the old one as it is typed.
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => onDone(text)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || isComposing(event)) return;
          // The dialog around it would close as well.
          event.preventDefault();
          event.stopPropagation();
          onDone(null);
        }}
        lineClassName="h-8"
        className="control w-full px-2.5 text-sm"
      />
    </form>
  );
}
