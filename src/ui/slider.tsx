import { useId } from 'react';

type Props = {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
};

/** A slider for feel and a number field for the exact value; both say the same name. */
export function Slider({ label, value, min, max, step, onChange }: Props) {
  const id = useId();
  return (
    <div className="flex items-center gap-3">
      <input
        id={id}
        type="range"
        aria-label={label}
        {...{ value, min, max, step }}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className="slider h-6 min-w-0 flex-1 cursor-pointer"
      />
      <input
        type="number"
        aria-label={`${label}, exact value`}
        {...{ value, min, max, step }}
        onChange={(event) => {
          // An emptied field is on its way to another number, not a value.
          if (Number.isFinite(event.target.valueAsNumber)) onChange(event.target.valueAsNumber);
        }}
        className="control h-7 w-16 px-1.5 text-right text-xs tabular-nums"
      />
    </div>
  );
}
