import { use, useCallback, useSyncExternalStore } from 'react';
import { FootnoteContext, noteId } from './footnote-context';

/** A reference to a note; brackets as they are where no such note exists. */
export function FootnoteRef({ label }: { label: string }) {
  const footnotes = use(FootnoteContext);
  const subscribe = useCallback(
    (onChange: () => void) => footnotes.subscribe(label, onChange),
    [footnotes, label],
  );
  const number = useSyncExternalStore(subscribe, () => footnotes.numberOf(label));
  if (number === undefined) return `[^${label}]`;
  const id = noteId(footnotes.prefix, number);
  return (
    <sup className="text-[0.75em] leading-none">
      <a
        href={`#${id}`}
        data-footnote={id}
        aria-label={`Note ${number}`}
        onClick={(event) => {
          // The address is not of this message: only the reader moves.
          event.preventDefault();
          document.getElementById(id)?.focus();
        }}
        className="px-0.5 text-accent-ink hover:underline"
      >
        {number}
      </a>
    </sup>
  );
}
