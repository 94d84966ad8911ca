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
    <CheckboxInput
      aria-label={label}
      checked={checked}
      indeterminate={isMixed}
      className="align-middle [--room:8px]"
      // Only a click tells of the Shift key; the browser makes one of the space bar, too.
      onClick={({ shiftKey }) => onToggle(shiftKey)}
      onChange={() => undefined}
    />
  );
}
