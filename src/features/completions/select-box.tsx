import { CheckboxInput } from '@/ui/checkbox';

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
    // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- the box within is one
    <label className="-m-2 inline-flex cursor-pointer p-2 align-middle">
      <CheckboxInput
        aria-label={label}
        checked={checked}
        indeterminate={isMixed}
        // Only a click tells of the Shift key; the browser makes one of the space bar, too.
        onClick={({ shiftKey }) => onToggle(shiftKey)}
        onChange={() => undefined}
      />
    </label>
  );
}
