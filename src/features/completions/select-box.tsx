type Props = {
  label: string;
  checked: boolean;
  isMixed?: boolean;
  /** `isRange`: the Shift key is held. */
  onToggle: (isRange: boolean) => void;
};

/** Larger than it looks, so that a click that just misses does not open the row instead. */
export function SelectBox({ label, checked, isMixed = false, onToggle }: Props) {
  return (
    <label className="-m-2 inline-flex cursor-pointer p-2 align-middle">
      <input
        ref={(input) => {
          // Indeterminate exists as a property only, never as an attribute.
          if (input) input.indeterminate = isMixed;
        }}
        type="checkbox"
        aria-label={label}
        checked={checked}
        // Only a click tells of the Shift key; the browser makes one of the space bar, too.
        onClick={({ shiftKey }) => onToggle(shiftKey)}
        onChange={() => undefined}
        className="size-4 cursor-pointer accent-accent"
      />
    </label>
  );
}
