import type { ComponentProps } from 'react';

type Props = Omit<ComponentProps<'input'>, 'role' | 'onChange'> & {
  label: string;
  /** Of the list below; its options are `${listId}-0` and so on. */
  listId: string;
  /** The option that Enter takes; −1: none. */
  active: number;
  onType: (text: string) => void;
};

/** What one types to search the list below. The focus stays here while keys go through the options. */
export function ComboboxInput({ label, listId, active, onType, ...rest }: Props) {
  return (
    <input
      role="combobox"
      aria-label={label}
      aria-expanded
      aria-controls={listId}
      aria-activedescendant={active < 0 ? undefined : `${listId}-${active}`}
      aria-autocomplete="list"
      autoComplete="off"
      spellCheck={false}
      dir="auto"
      onChange={({ target }) => onType(target.value)}
      className="control mb-1 h-8 w-full px-2.5 text-sm"
      {...rest}
    />
  );
}
